"""A whole assessment as a JSON file: it travels between databases without loss, and nothing impossible comes in."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from cli import main
from files.assessment_json import read, write
from files.assessment_schema import schema_text
from files.fault import FileError
from files.json_places import places
from questionnaire.assessment import LONGEST_TEXT, Answer, AnswerState
from questionnaire.history import Revision, Submitted, WholeAssessment
from questionnaire.kept_plan import KeptPlan
from questionnaire.model import Depth
from questionnaire.peer import Consent, Sharing
from questionnaire.peer_set import PeerSet
from questionnaire.plan import Target
from storage.assessments import create, find
from storage.connect import open_database, sqlite_url
from storage.soundness import soundness
from storage.submissions import AlreadySubmittedError, reopen, submit
from storage.whole import insert_whole, whole
from tests.builders import KOSHIGAYA, SOKA, UNKNOWN, an_assessment, level, not_applicable
from tests.copied_content import ROOT, a_copy_of_the_program, content_of, let_further_questions_not_apply, python
from tests.copied_database import KINDS
from tests.csv_files import is_japanese
from tests.full_database import HOSTILE_TEXTS, a_database, everything, filled, key_of
from tests.planned import ACTIONS, a_plan
from tests.provenance import by_form
from tests.stored import ASKED, FURTHER, QUESTIONS, a_key, history_of, loaded, record, revisions_of

FIRST, SECOND = QUESTIONS[0].id, QUESTIONS[1].id
A_TIME = datetime(2026, 11, 22, 1, 2, 3, 456_789)
A_TIME_TEXT = "2026-11-22T01:02:03.456789Z"
UNKNOWN_QUESTION = "no-such-question"

Content = dict[str, Any]

DONE_PART: Content = {"stance": "done", "start": None}
A_QUARTER: Content = {"year": 2027, "quarter": 1}


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database to import into."""
    with a_database(request.param, tmp_path / "target", request) as engine:
        yield engine


def taken_out(engine: Engine, key: int) -> WholeAssessment:
    found = whole(engine, key)
    assert found
    return found


def revision(question: str, number: int, answer: Answer) -> Revision:
    return Revision(question, number, answer, A_TIME, "a-tab")


def a_whole_assessment(*revisions: Revision, is_frozen: bool = False, **changes: Any) -> WholeAssessment:
    """草加市's assessment with these answers; frozen, with every answer it needs and one submission."""
    answers = {question.id: level(2) for question in QUESTIONS} if is_frozen else {}
    given = revisions or tuple(revision(question, 1, answer) for question, answer in sorted(answers.items()))
    submitted = Submitted(1, ASKED.version.id, Depth.CORE, A_TIME, answers)
    made = WholeAssessment(
        municipality=SOKA,
        fiscal_year=2026,
        version=ASKED.version.id,
        depth=Depth.CORE,
        created_at=A_TIME,
        submitted_at=A_TIME if is_frozen else None,
        revisions=given,
        submissions=(submitted,) if is_frozen else (),
    )
    return replace(made, **changes)


def edited(edit: Callable[[Content], object], *, is_frozen: bool = True) -> bytes:
    """A file that somebody changed."""
    content: Content = json.loads(write(a_whole_assessment(is_frozen=is_frozen)))
    edit(content)
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


PLAN_PART: Content = json.loads(write(a_whole_assessment(plan=KeptPlan(a_plan(), A_TIME))))["plan"]


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(FileError) as refused:
        read(content, "診断.json")
    return [str(fault) for fault in refused.value.faults]


# What is written is read back


@pytest.mark.parametrize("source", KINDS)
def test_an_assessment_travels_between_databases_without_loss(
    source: str, target: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with a_database(source, tmp_path / "source", request) as engine:
        known = filled(engine)
        there = taken_out(engine, known.key)
    create(target, an_assessment(municipality=KOSHIGAYA))  # so that it gets another key
    links = insert_whole(target, read(write(there), "診断.json"))
    key = key_of(target, links)
    here = taken_out(target, key)
    assert here == there
    assert write(here) == write(there)
    assert set(HOSTILE_TEXTS) <= {one.answer.memo for one in here.revisions}
    assert (len(here.decisions), len(here.targets), here.plan is not None) == (4, 2, True)
    assert (len(here.consents), len(here.peer_sets), here.municipality_class) == (2, 1, "former-special")
    assert [one.municipality_class for one in here.submissions] == ["former-special"] * 2
    assert (len(here.submissions), history_of(target, key, FIRST)[1:]) == (2, [UNKNOWN, level(0)])
    assert soundness(target).faults == ()
    assert find(target, known.links.edit) is None


def test_an_imported_assessment_goes_on_where_it_stopped(engine: Engine) -> None:
    key = key_of(engine, insert_whole(engine, a_whole_assessment(is_frozen=True)))
    reopen(engine, key)
    record(engine, key, FIRST, UNKNOWN)
    assert submit(engine, key, Sharing.PRIVATE) == 2
    assert revisions_of(engine, key)[FIRST] == 2
    assert soundness(engine).faults == ()


def test_an_assessment_without_answers_travels_too(engine: Engine) -> None:
    there = taken_out(engine, a_key(engine, an_assessment()))
    assert taken_out(engine, key_of(engine, insert_whole(engine, read(write(there), "x")))) == there


def test_an_assessment_that_was_removed_cannot_be_taken_out(engine: Engine) -> None:
    assert whole(engine, 4711) is None


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=LONGEST_TEXT))
def test_any_text_is_read_back_exactly(typed: str) -> None:
    answer = Answer(AnswerState.UNKNOWN, memo=typed, evidence=typed, is_confirmed=False)
    given = a_whole_assessment(revision(FIRST, 1, answer))
    assert read(write(given), "x") == given


def test_the_file_is_readable_and_sorted_and_has_types() -> None:
    answer = by_form(Answer(AnswerState.ANSWERED, 2, "髙橋さんに\n聞く", "計画書"))
    written = write(a_whole_assessment(revision(SECOND, 1, UNKNOWN), revision(FIRST, 1, answer)))
    assert "髙橋さんに\\n聞く" in written.decode("utf-8")
    assert b"\r" not in written
    content = json.loads(written)
    assert list(content["answers"]) == sorted([FIRST, SECOND])
    assert content["answers"][FIRST][0] == {
        "revision": 1,
        "state": "answered",
        "level": 2,
        "memo": "髙橋さんに\n聞く",
        "evidence": "計画書",
        "is_confirmed": True,
        "section": "総務課",
        "person": "山田太郎",
        "answered_on": "2026-11-20",
        "saved_at": "2026-11-22T01:02:03.456789Z",
        "saved_by": "a-tab",
    }


def test_the_file_holds_no_link(engine: Engine) -> None:
    known = filled(engine)
    written = write(taken_out(engine, known.key)).decode()
    secrets = [known.links.edit, known.links.read, known.code]
    stored = [value for table in ("assessments", "codes") for row in everything(engine)[table] for value in row]
    hashes = [value for value in stored if isinstance(value, str) and len(value) == 64]
    assert len(hashes) == 2 * 3 + 1
    assert not [secret for secret in [*secrets, *hashes] if secret in written]


def submitted_in(content: Content) -> list[Content]:
    return [answer for one in content["submissions"] for answer in one["answers"].values()]


def as_of_release(number: int, content: Content) -> Content:
    """The content as a file of this earlier release had it."""
    for answer in [*(one for revisions in content["answers"].values() for one in revisions), *submitted_in(content)]:
        for name in ("section", "person", "answered_on"):
            answer.pop(name)
    plans, sharing = ("decisions", "targets", "plan"), ("municipality_class", "consents", "peer_sets")
    for name in plans if number == 2 else (*plans, *sharing):
        content.pop(name)
    if number == 1:
        content["submissions"][0].pop("municipality_class")
    return content | {"format_version": number}


def test_a_file_of_the_release_before_plans_is_read_as_one_that_decided_nothing() -> None:
    given = a_whole_assessment(is_frozen=True, municipality_class="former-special")
    content = as_of_release(2, json.loads(write(given)))
    assert read(json.dumps(content).encode(), "x") == given
    assert (given.decisions, given.targets, given.plan) == ({}, {}, None)


def test_a_file_of_the_release_before_peers_is_read_as_one_that_shares_nothing() -> None:
    given = a_whole_assessment(is_frozen=True)
    content = as_of_release(1, json.loads(write(given)))
    assert read(json.dumps(content).encode(), "x") == given
    assert (given.municipality_class, given.consents, given.peer_sets) == ("", (), ())


def test_what_is_shared_travels_too() -> None:
    given = a_whole_assessment(
        is_frozen=True,
        municipality_class="former-special",
        consents=(Consent(A_TIME, Sharing.ANONYMOUS), Consent(A_TIME, Sharing.PRIVATE)),
        peer_sets=(PeerSet("5市1町", (SOKA, KOSHIGAYA)),),
    )
    content = json.loads(write(given))
    assert content["consents"][0] == {"since": A_TIME_TEXT, "sharing": "anonymous"}
    assert content["peer_sets"] == [{"name": "5市1町", "codes": [SOKA, KOSHIGAYA]}]
    assert read(write(given), "x") == given


def test_what_was_decided_travels_too() -> None:
    plan = a_plan()
    given = a_whole_assessment(
        decisions=plan.settings.decisions,
        targets={"people": Target("people", "dx", 2030)},
        plan=KeptPlan(plan, A_TIME),
    )
    content = json.loads(write(given))
    assert content["decisions"][ACTIONS[0]] == {"stance": "will_do", "start": None}
    assert content["decisions"][ACTIONS[2]]["start"] == {"year": 2026, "quarter": 2}
    assert content["targets"] == {"people": {"step": "dx", "fiscal_year": 2030}}
    assert (content["plan"]["made_at"], content["plan"]["days"]) == (A_TIME_TEXT, [120, 0, 240])
    assert read(write(given), "x") == given


def test_a_file_that_an_editor_saved_with_a_byte_order_mark_is_read() -> None:
    given = a_whole_assessment(is_frozen=True)
    assert read(b"\xef\xbb\xbf" + write(given).replace(b"\n", b"\r\n"), "x") == given


def test_the_published_schema_is_that_of_the_files() -> None:
    assert (ROOT / "docs" / "assessment.schema.json").read_text(encoding="utf-8") == schema_text()


# What cannot be so is refused, with its line


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "1行目: JSONとして読めません"),
        (b'{\n"format": ', "2行目: JSONとして読めません"),
        (b"[" * 100_000, "JSONとして読めません"),
        (b'{"fiscal_year": ' + b"9" * 5000 + b"}", "JSONとして読めません"),
        (b"[]", "ファイル全体: 表({ })ではありません"),
        (b"{}", "1行目: この診断のファイルではありません"),
        (b'{"more": ' + b"[" * 900 + b"]" * 900 + b"}", "1行目: "),
        ('{\n"format": "診断"}'.encode("cp932"), "2行目: 文字コードがUTF-8ではありません"),
        (write(a_whole_assessment(is_frozen=True)).replace(b'"core"', b'"\\ud83d"'), "JSONとして読めません"),
        (edited(lambda it: it.update(format="else")), "2行目: この診断のファイルではありません"),
        (edited(lambda it: it.update(format_version=4)), "3行目: 新しい版のプログラムで書き出された"),
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes, what: str) -> None:
    faults = faults_of(content)
    assert any(what in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (lambda it: it.update(more=1), "more: 知らない項目です"),
        (lambda it: it.pop("depth"), "depth: 必要な項目がありません"),
        (lambda it: it.update(depth="deep"), "7行目: depth: 決められた語ではありません"),
        (lambda it: it.update(fiscal_year="2026"), "5行目: fiscal_year: 整数ではありません"),
        (lambda it: it.update(fiscal_year=2026.0), "5行目: fiscal_year: 整数ではありません"),
        (lambda it: it.update(fiscal_year=1999), "fiscal_year: 小さすぎます"),
        (lambda it: it.update(municipality="11221"), "4行目: municipality: 決められた形ではありません"),
        (lambda it: it.update(municipality="112217"), "団体コード「112217」の市区町村はありません"),
        (lambda it: it.update(version="v1999-1"), "6行目: version: 設問版「v1999-1」はありません"),
        (lambda it: it.update(created_at="2026-11-22"), "8行目: created_at: 決められた形ではありません"),
        (lambda it: it.update(created_at="2026-02-30T00:00:00.000000Z"), "created_at: そのような日や時刻はありません"),
        (lambda it: it.update(submissions=[]), "提出した内容がありません"),
        (lambda it: it["answers"].update({UNKNOWN_QUESTION: it["answers"][FIRST]}), "は設問版 v2026-1 にありません"),
        (lambda it: it["answers"].update({FIRST: []}), f"answers → {FIRST}: 数が足りません"),
        (lambda it: it["answers"][FIRST][0].update(level=4), f"answers → {FIRST} → 1 → level: 大きすぎます"),
        (lambda it: it["answers"][FIRST][0].update(level=True), "level: 整数ではありません"),
        (lambda it: it["answers"][FIRST][0].update(level=None), "回答状態が「回答」なのに段階がありません"),
        (lambda it: it["answers"][FIRST][0].update(state="unknown"), "「回答」ではないのに段階があります"),
        (lambda it: it["answers"][FIRST][0].update(state="?"), "state: 決められた語ではありません"),
        (lambda it: it["answers"][FIRST][0].update(memo="あ" * (LONGEST_TEXT + 1)), "メモは10,000文字までです"),
        (lambda it: it["answers"][FIRST][0].update(evidence="前\0後"), "根拠に使えない文字(NUL)があります"),
        (lambda it: it["answers"][FIRST][0].update(memo=None), "memo: 文字列ではありません"),
        (lambda it: it["answers"][FIRST][0].update(section="あ" * 101), "回答課は100文字までです"),
        (lambda it: it["answers"][FIRST][0].update(person="前\0後"), "回答者に使えない文字(NUL)があります"),
        (lambda it: it["answers"][FIRST][0].update(answered_on="2026-02-30"), "そのような日や時刻はありません"),
        (lambda it: it["answers"][FIRST][0].update(answered_on="20261120"), "answered_on: 決められた形ではありません"),
        (lambda it: it["answers"][FIRST][0].update(person="x"), "いまの回答が提出した回答と違います"),
        (lambda it: it["answers"][FIRST][0].pop("section"), "→ 1 → section: 必要な項目がありません"),
        (lambda it: it["submissions"][0]["answers"][FIRST].pop("person"), "person: 必要な項目がありません"),
        (lambda it: it.update(format_version=2), "person: format_version 2 のファイルにはない項目です"),
        (lambda it: it["answers"][FIRST][0].update(is_confirmed=1), "is_confirmed: true か false ではありません"),
        (lambda it: it["answers"][FIRST][0].update(saved_by="x" * 33), "saved_by: 長すぎます"),
        (lambda it: it["answers"][FIRST][0].update(state="not_applicable", level=None, memo="ない"), "選べません"),
        (lambda it: it["answers"][FIRST][0].update(revision=2), "番号が1から続いていません(1のはずが2)"),
        (lambda it: it["answers"][FIRST].append(it["answers"][FIRST][0]), "番号が1から続いていません(2のはずが1)"),
        (lambda it: it["answers"][FIRST].append(it["answers"][FIRST][0] | {"revision": 3}), "(2のはずが3)"),
        (lambda it: it["answers"][FIRST][0].update(level=3), "いまの回答が提出した回答と違います"),
        (lambda it: it["answers"].pop(FIRST), "いまの回答が提出した回答と違います"),
        (lambda it: it["submissions"][0].update(number=2), "submissions → 1 → number: 番号が1から続いていません"),
        (lambda it: it["submissions"][0].update(version="v1999-1"), "設問版「v1999-1」はありません"),
        (lambda it: it["submissions"][0].update(depth="full"), f"{FURTHER[0].id}: 提出した回答が、未回答か未確認です"),
        (lambda it: it["submissions"][0]["answers"].pop(FIRST), f"{FIRST}: 提出した回答が、未回答か未確認です"),
        (
            lambda it: it["submissions"][0]["answers"][FIRST].update(is_confirmed=False),
            f"submissions → 1 → answers → {FIRST}: 提出した回答が、未回答か未確認です",
        ),
        (
            lambda it: it["submissions"][0]["answers"].update(
                {UNKNOWN_QUESTION: it["submissions"][0]["answers"][FIRST]}
            ),
            "は設問版 v2026-1 にありません",
        ),
        (lambda it: it["submissions"][0]["answers"][FIRST].update(revision=1), "revision: 知らない項目です"),
        (lambda it: it.pop("consents"), "consents: 必要な項目がありません"),
        (lambda it: it["submissions"][0].pop("municipality_class"), "municipality_class: 必要な項目がありません"),
        (lambda it: it.update(format_version=1), "consents: format_version 1 のファイルにはない項目です"),
        (lambda it: it.update(municipality_class="city-9-9"), "類似団体の類型「city-9-9」はありません"),
        (lambda it: it["submissions"][0].update(municipality_class="x"), "類似団体の類型「x」はありません"),
        (lambda it: it.pop("plan"), "plan: 必要な項目がありません"),
        (lambda it: it.update(format_version=2), "decisions: format_version 2 のファイルにはない項目です"),
        (lambda it: it["decisions"].update({"x": DONE_PART}), "decisions → x: 次の一手「x」はありません"),
        (lambda it: it["decisions"].update({ACTIONS[0]: DONE_PART | {"stance": "x"}}), "決められた語ではありません"),
        (lambda it: it["decisions"].update({ACTIONS[0]: DONE_PART | {"start": A_QUARTER}}), "「実施中」のときだけ"),
        (lambda it: it["decisions"].update({ACTIONS[0]: DONE_PART | {"stance": "under_way"}}), "四半期を選んで"),
        (lambda it: it["targets"].update({"x": {"step": "dx", "fiscal_year": 2027}}), "分野「x」はありません"),
        (lambda it: it["targets"].update({"people": {"step": "x", "fiscal_year": 2027}}), "ステップ「x」はありません"),
        (lambda it: it["targets"].update({"people": {"step": "dx", "fiscal_year": 2025}}), "目標の年度は2026から"),
        (lambda it: it.update(plan=PLAN_PART | {"days": [1]}), "plan: 人日と費用は、計画の年度ごとに"),
        (lambda it: it.update(plan=PLAN_PART | {"starts": {"x": A_QUARTER}}), "plan: 次の一手「x」はありません"),
        (lambda it: it.update(plan=PLAN_PART | {"made_in": {"year": 2026, "quarter": 5}}), "quarter: 大きすぎます"),
        (lambda it: it.update(plan=PLAN_PART | {"reached": {"value": 1.0}}), "bound: 必要な項目がありません"),
        (lambda it: it["consents"].append({"since": "2026", "sharing": "named"}), "決められた形ではありません"),
        (lambda it: it["consents"].append({"since": A_TIME_TEXT, "sharing": "all"}), "決められた語ではありません"),
        (lambda it: it["peer_sets"].append({"name": "", "codes": [SOKA]}), "peer_sets → 1: 名前がありません"),
        (lambda it: it["peer_sets"].append({"name": "組", "codes": ["112217"]}), "「112217」の市区町村はありません"),
        (lambda it: it.update(peer_sets=[{"name": "組", "codes": [SOKA]}] * 2), "名前の順に1つずつ並んでいません"),
    ],
)
def test_what_an_assessment_cannot_be_is_refused(edit: Callable[[Content], object], what: str) -> None:
    faults = faults_of(edited(edit))
    assert any(what in fault for fault in faults), faults
    assert all(is_japanese(fault) for fault in faults)


def test_every_fault_is_told_with_its_line_in_the_order_of_the_file() -> None:
    def edit(content: Content) -> None:
        content["municipality"] = "000000"
        content["answers"][SECOND][0]["memo"] = "\0"
        content["submissions"][0]["answers"].pop(FIRST)

    content = edited(edit)
    lines = content.decode().splitlines()
    faults = faults_of(content)
    numbers = [int(fault.removeprefix("診断.json ").partition("行目")[0]) for fault in faults]
    assert numbers == sorted(numbers)
    assert any("municipality" in lines[number - 1] for number in numbers)
    second = next(index for index, line in enumerate(lines) if SECOND in line)
    assert second + 2 in numbers  # the first revision begins one line below the name


def test_a_name_that_stands_twice_is_refused() -> None:
    written = write(a_whole_assessment()).replace(b'"answers": {}', b'"answers": {},\n  "answers": {}')
    assert faults_of(written) == ["診断.json 11行目: answers: 同じ名前が2つあります"]


def test_every_value_of_a_json_text_has_its_line() -> None:
    text = '{\n "a": [1,\n  {"b\\"":"}"}, [] ],\n "c" : {}\n}'
    found = places(text)
    paths = {(): 1, ("a",): 2, ("a", 0): 2, ("a", 1): 3, ("a", 1, 'b"'): 3, ("a", 2): 3, ("c",): 4}
    assert (found.lines, found.repeated) == (paths, [])
    assert found.line(("c", "nothing", 0)) == 4
    assert places('{"a": 1, "a": 2}').repeated == [("a",)]


# Into the database


def test_a_second_submission_of_a_municipality_and_year_is_refused(engine: Engine) -> None:
    filled(engine)
    before = everything(engine)
    with pytest.raises(AlreadySubmittedError):
        insert_whole(engine, a_whole_assessment(is_frozen=True))
    assert everything(engine) == before
    insert_whole(engine, a_whole_assessment(is_frozen=True, fiscal_year=2030))
    insert_whole(engine, a_whole_assessment())


# The commands


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
