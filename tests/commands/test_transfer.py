"""`cli.py export` and `import`: an assessment goes from one database to another by a file."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cli import main
from files.assessment_json import read, write
from questionnaire.history import Submitted
from questionnaire.model import Depth
from questionnaire.peer import Sharing
from storage.assessments import create, find
from storage.connect import open_database, sqlite_url
from storage.submissions import submit
from tests.builders import KOSHIGAYA, SOKA, an_assessment, level, not_applicable
from tests.copied_content import ROOT, a_copy_of_the_program, content_of, let_further_questions_not_apply, python
from tests.full_database import everything, filled
from tests.stored import ASKED, FURTHER, QUESTIONS, a_key, loaded
from tests.whole_assessments import A_TIME, a_whole_assessment, revision

FIRST, SECOND = QUESTIONS[0].id, QUESTIONS[1].id


def test_the_commands_take_an_assessment_from_one_database_to_another(
    data: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = a_key(data, an_assessment({question.id: level(1) for question in QUESTIONS}))
    submit(data, key, Sharing.PRIVATE)
    file = tmp_path / "草加市.json"
    assert main(["export", SOKA, "2026", "-o", str(file)]) == 0
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path / "other"))
    assert main(["import", str(file)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "草加市(埼玉県) 令和8年度の診断を読み込みました。次のリンクは、ここでだけ表示されます。"
    links = [line.partition("/?a=")[2] for line in said[1:]]
    other = open_database(sqlite_url(tmp_path / "other"))
    for link, may_edit in zip(links, (True, False), strict=True):
        found = find(other, link)
        assert found
        assert (found.assessment, found.may_edit) == (loaded(data, key).assessment, may_edit)
    other.dispose()


def test_of_several_assessments_one_is_chosen_by_its_number(
    data: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2):  # the keys that they get
        create(data, an_assessment({FIRST: level(number)}))
    assert main(["export", SOKA, "2026"]) == 2
    refused = capsys.readouterr()
    assert refused.out == ""
    assert "--number" in refused.err
    for number in (1, 2):
        assert main(["export", SOKA, "2026", "--number", str(number), "-o", str(tmp_path / "x")]) == 0
        assert read((tmp_path / "x").read_bytes(), "x").answers == {FIRST: level(number)}


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["export", SOKA, "2025"], "年度の診断はありません"),
        (["export", SOKA, "2026", "--number", "3"], "番号 3 の診断はありません"),
        (["export", KOSHIGAYA, "2026"], "年度の診断はありません"),
        (["export", "112217", "2026"], "団体コード「112217」は正しくありません"),
        (["export", SOKA, "2026", "-o", "/none/x"], "ファイルかフォルダがありません"),
        (["import", "/none"], "ファイルを開けません"),
        (["import", str(ROOT / "cli.py")], "JSONとして読めません"),
    ],
)
def test_the_commands_say_what_they_cannot_do(
    data: Engine, capsys: pytest.CaptureFixture[str], arguments: list[str], what: str
) -> None:
    create(data, an_assessment())
    before = everything(data)
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert what in said.err
    assert everything(data) == before


def test_an_import_that_was_submitted_here_already_is_refused(
    data: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(data)
    before = everything(data)
    (tmp_path / "x.json").write_bytes(write(a_whole_assessment(is_frozen=True)))
    assert main(["import", str(tmp_path / "x.json")]) == 2
    assert "草加市(埼玉県) 令和8年度の診断は、このデータベースですでに提出されています" in capsys.readouterr().err
    assert everything(data) == before


def test_an_answer_whose_reason_is_still_missing_travels_but_is_not_taken_for_submitted(tmp_path: Path) -> None:
    """The released version lets nothing be 該当しない, so a copy of the program is asked."""
    program = a_copy_of_the_program(tmp_path / "program")
    let_further_questions_not_apply(content_of(program))
    open_answer = a_whole_assessment(revision(FURTHER[0].id, 1, not_applicable("")), depth=Depth.FULL)
    answers = {question.id: level(2) for question in ASKED.questions} | {FURTHER[0].id: not_applicable("")}
    submitted = (Submitted(1, ASKED.version.id, Depth.FULL, A_TIME, answers),)
    (tmp_path / "open").write_bytes(write(open_answer))
    (tmp_path / "submitted").write_bytes(write(replace(open_answer, submissions=submitted)))
    taken, refused = (
        python(program, "cli.py", "import", tmp_path / name, DX_DATA_DIR=str(tmp_path), DATABASE_URL="")
        for name in ("open", "submitted")
    )
    assert (taken.returncode, taken.stderr) == (0, b"")
    assert refused.returncode == 2
    assert refused.stderr.decode().count("提出した回答が、未回答か未確認です") == 1
