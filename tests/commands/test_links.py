"""renew-link and code on the command line: what the operator does for an office, and what it says."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Engine

import cli
from questionnaire.loader import newest_version
from questionnaire.peer import Sharing
from storage.assessments import Links, create, find
from storage.connect import FILE_NAME
from storage.links import is_code_of
from storage.submissions import submit
from tests.builders import KOSHIGAYA, SOKA, UNKNOWN, an_assessment
from tests.copied_content import ROOT, python
from tests.stored import QUESTIONS, key_of

LINK = re.compile(r"^(?:編集|閲覧)用のリンク: \(このツールのアドレス\)/\?a=([A-Za-z0-9_-]{22})$", re.MULTILINE)
COMPLETE = {question.id: UNKNOWN for question in QUESTIONS}


class Office(NamedTuple):
    """The operator at the command line, beside the database that the commands use."""

    data: Engine
    capsys: pytest.CaptureFixture[str]

    def made(self, municipality: str = SOKA) -> Links:
        """Both links of a new assessment in which everything is answered."""
        return create(self.data, an_assessment(COMPLETE, municipality=municipality, version=newest_version()))

    def said(self, *arguments: str) -> str:
        """What a command says that is carried out."""
        code, output, trouble = self._run(arguments)
        assert (code, trouble) == (0, "")
        return output

    def refused(self, *arguments: str) -> str:
        """What a command says that is not carried out."""
        code, output, trouble = self._run(arguments)
        assert (code, output) == (2, "")
        return trouble

    def may_edit(self, link: str) -> bool | None:
        """Whether the link allows to edit; None when it opens nothing."""
        found = find(self.data, link)
        return found.may_edit if found else None

    def _run(self, arguments: tuple[str, ...]) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments)
        except SystemExit as ended:
            code = int(str(ended.code))
        return code, *self.capsys.readouterr()


@pytest.fixture
def office(data: Engine, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(data, capsys)


def link_in(text: str) -> str:
    found = LINK.search(text)
    assert found, text
    return found[1]


# renew-link


def test_a_renewed_link_opens_the_assessment_for_editing_and_the_old_one_nothing(office: Office) -> None:
    links = office.made()
    text = office.said("renew-link", SOKA, "2026")
    assert "草加市(埼玉県) 令和8年度の新しいリンクです。前のリンクでは開けなくなりました。" in text
    assert [office.may_edit(link) for link in (link_in(text), links.edit, links.read)] == [True, None, False]


def test_the_link_to_read_is_renewed_alone(office: Office) -> None:
    links = office.made()
    text = office.said("renew-link", SOKA, "2026", "--read")
    assert [office.may_edit(link) for link in (link_in(text), links.edit, links.read)] == [False, True, None]


def test_of_several_assessments_one_has_to_be_named_by_its_number(office: Office) -> None:
    submitted, draft = office.made(), office.made()
    first, second = (key_of(office.data, links.edit) for links in (submitted, draft))
    submit(office.data, first, Sharing.PRIVATE)
    question, *heads = office.refused("renew-link", SOKA, "2026").splitlines()
    assert question == "診断がいくつもあります。--number で番号を指定してください"
    assert re.fullmatch(rf"  {first}: 令和\d+年\d+月\d+日に作成、令和\d+年\d+月\d+日に提出", heads[0])
    assert re.fullmatch(rf"  {second}: 令和\d+年\d+月\d+日に作成、提出前", heads[1])
    renewed = link_in(office.said("renew-link", SOKA, "2026", "--number", str(second)))
    assert [office.may_edit(link) for link in (renewed, draft.edit, submitted.edit)] == [True, None, True]


@pytest.mark.parametrize("number", ["0", "99", "-1"])
def test_a_number_that_is_not_in_the_list_is_refused(office: Office, number: str) -> None:
    links = office.made()
    told = office.refused("renew-link", SOKA, "2026", f"--number={number}")
    assert f"番号 {number} の診断はありません" in told
    assert f"  {key_of(office.data, links.edit)}: " in told


def test_the_number_of_another_office_is_refused(office: Office) -> None:
    other = office.made(KOSHIGAYA)
    office.made()
    office.refused("renew-link", SOKA, "2026", "--number", str(key_of(office.data, other.edit)))
    assert office.may_edit(other.edit)


@pytest.mark.parametrize(("code", "year"), [(KOSHIGAYA, "2026"), (SOKA, "2025")], ids=["office", "year"])
def test_without_an_assessment_there_is_no_link(office: Office, code: str, year: str) -> None:
    links = office.made()
    assert office.refused("renew-link", code, year) == "この団体のこの年度の診断はありません\n"
    assert office.may_edit(links.edit)


def test_a_code_without_its_leading_zero_is_understood(office: Office) -> None:
    office.made("012025")
    assert "函館市(北海道)" in office.said("renew-link", "12025", "2026")


@pytest.mark.parametrize("arguments", [("renew-link", "112217", "2026"), ("code", "112217"), ("code", "草加市")])
def test_a_wrong_code_is_refused(office: Office, arguments: tuple[str, ...]) -> None:
    assert "は正しくありません" in office.refused(*arguments)


@pytest.mark.parametrize("arguments", [("renew-link", "", "2026"), ("code", "")], ids=["renew-link", "code"])
def test_an_empty_code_is_refused(office: Office, arguments: tuple[str, ...]) -> None:
    assert office.refused(*arguments) == "団体コードを指定してください\n"


@pytest.mark.parametrize("arguments", [("renew-link", SOKA), ("renew-link", SOKA, "令和8"), ("code",)], ids=str)
def test_an_incomplete_command_says_how_it_is_used(office: Office, arguments: tuple[str, ...]) -> None:
    assert "使い方は次のとおりです" in office.refused(*arguments)


def test_a_database_that_cannot_be_read_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE_NAME).write_text("これはデータベースではありません" * 100, encoding="utf-8")
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path / "other"))
    assert "データベースを読み書きできません" in office.refused("renew-link", SOKA, "2026")


def test_the_program_as_it_is_started_renews_a_link(office: Office) -> None:
    office.made()
    done = python(ROOT, "cli.py", "renew-link", SOKA, "2026")
    assert (done.returncode, done.stderr) == (0, b"")
    assert office.may_edit(link_in(done.stdout.decode()))


# code


def test_an_issued_code_is_the_one_of_the_office_and_ends_the_one_before(office: Office) -> None:
    first, second = (office.said("code", SOKA).splitlines() for _ in range(2))
    assert first[0] == second[0] == "草加市(埼玉県)の利用コードです。前のコードは使えなくなりました。"
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{5}-){3}[2-9A-HJ-NP-Z]{5}", second[1])
    assert is_code_of(office.data, SOKA, second[1])
    assert not is_code_of(office.data, SOKA, first[1])
    assert not is_code_of(office.data, KOSHIGAYA, second[1])
