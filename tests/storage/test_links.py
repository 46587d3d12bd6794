"""Who may open an assessment: links to edit and to read, and the codes of municipalities. Only hashes are stored."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from questionnaire.assessment import Answer, AnswerState
from questionnaire.peer import Sharing
from storage.assessments import create, find, remove
from storage.connect import FILE_NAME, open_database
from storage.links import LinkKind, heads_of, is_code_of, issue_code, renew
from storage.submissions import submit
from storage.transaction import FrozenError
from tests.builders import KOSHIGAYA, SOKA, an_assessment, answered_alike, level
from tests.postgres import PostgresServer
from tests.stored import ASKED, a_key, executed, loaded, record

A_MEMO = "a memo to be found"


# Links


def test_the_link_to_edit_may_edit_and_the_link_to_read_may_not(engine: Engine) -> None:
    links = create(engine, an_assessment({"a": level(1)}))
    edited, seen = find(engine, links.edit), find(engine, links.read)
    assert edited
    assert seen
    assert (edited.may_edit, seen.may_edit) == (True, False)
    assert replace(seen, may_edit=True) == edited


def test_a_link_carries_at_least_128_bits_and_is_safe_in_an_address(engine: Engine) -> None:
    pairs = [create(engine, an_assessment()) for _ in range(30)]
    links = [link for pair in pairs for link in (pair.edit, pair.read)]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22,}", link) for link in links)  # 6 bits a character
    assert len(set(links)) == len(links)
    # No two share a piece that a counter or a clock would leave in all of them.
    assert len({link[:4] for link in links}) > 55
    assert len({link[-4:] for link in links}) > 55


@pytest.mark.parametrize("wrong", ["", "x", "' OR 1=1 --", "あ", "\x00", "%", "_" * 22, "a" * 100_000], ids=ascii)
def test_a_wrong_link_opens_nothing(engine: Engine, wrong: str) -> None:
    create(engine, an_assessment())
    assert find(engine, wrong) is None


def test_a_link_that_differs_in_one_character_or_its_case_opens_nothing(engine: Engine) -> None:
    links = create(engine, an_assessment())
    for link in (links.edit, links.read):
        for wrong in (link[:-1], link + "A", f" {link}", link.swapcase()):
            assert find(engine, wrong) is None


def test_the_hash_that_is_stored_is_no_link(engine: Engine) -> None:
    create(engine, an_assessment())
    with engine.connect() as connection:
        hashes = connection.execute(text("SELECT edit_hash, read_hash FROM assessments")).one()
    assert [find(engine, stored) for stored in hashes] == [None, None]


def test_without_a_link_to_read_the_word_for_nothing_opens_nothing(engine: Engine) -> None:
    """An assessment that is older than links to read has none."""
    create(engine, an_assessment())
    executed(engine, "UPDATE assessments SET read_hash = NULL")
    assert [find(engine, wrong) for wrong in ("", "None", "NULL")] == [None, None, None]


@pytest.mark.parametrize("kind", LinkKind)
def test_a_renewed_link_ends_the_one_before_of_its_kind_only(engine: Engine, kind: LinkKind) -> None:
    links, other = (create(engine, an_assessment({"a": level(number)})) for number in (1, 2))
    ended, kept = (links.edit, links.read) if kind is LinkKind.EDIT else (links.read, links.edit)
    opened = find(engine, ended)
    assert opened
    renewed = renew(engine, opened.id, kind)
    assert find(engine, ended) is None
    found = find(engine, renewed)
    assert found
    assert found == replace(opened, changes=opened.changes + 1)  # so that other tabs notice
    for link in (kept, other.edit, other.read):
        assert find(engine, link)


def test_the_link_of_a_removed_assessment_cannot_be_renewed(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    remove(engine, key)
    with pytest.raises(FrozenError):
        renew(engine, key, LinkKind.EDIT)


def test_a_removed_assessment_is_opened_by_no_link(engine: Engine) -> None:
    links, other = (create(engine, an_assessment()) for _ in range(2))
    opened = find(engine, links.edit)
    assert opened
    remove(engine, opened.id)
    assert (find(engine, links.edit), find(engine, links.read)) == (None, None)
    assert find(engine, other.read)


def test_no_secret_is_on_disk(engine: Engine, url: URL, request: pytest.FixtureRequest) -> None:
    links = create(engine, an_assessment({"a": Answer(AnswerState.UNKNOWN, memo=A_MEMO)}))
    found = find(engine, links.edit)
    assert found
    record(engine, found.id, "b", level(1))
    secrets = [links.edit, links.read, issue_code(engine, SOKA)]
    secrets += [renew(engine, found.id, kind) for kind in LinkKind]
    kept = _everything_kept(url, request)
    assert A_MEMO.encode() in kept
    assert [secret for secret in secrets if secret.encode() in kept] == []


def _everything_kept(url: URL, request: pytest.FixtureRequest) -> bytes:
    if url.get_backend_name() == "sqlite":
        # The database, its write-ahead log and the index of that.
        assert url.database
        return b"".join(file.read_bytes() for file in Path(url.database).parent.glob(f"{FILE_NAME}*"))
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.dump(url).encode()


# What the operator sees


def test_the_assessments_of_an_office_come_with_the_submitted_one_first_and_then_the_newest(engine: Engine) -> None:
    keys = [a_key(engine, answered_alike(ASKED, level(2))) for _ in range(4)]
    submit(engine, keys[1], Sharing.PRIVATE)
    # The clock was put back meanwhile: the newest is still the one that was made last.
    executed(engine, f"UPDATE assessments SET created_at = '2001-01-01 00:00:00.000000' WHERE id = {keys[3]}")  # noqa: S608
    heads = heads_of(engine, SOKA, 2026)
    assert [head.id for head in heads] == [keys[1], keys[3], keys[2], keys[0]]
    assert [head.submitted_at for head in heads] == [loaded(engine, keys[1]).submitted_at, None, None, None]


def test_only_this_office_and_year_is_listed(engine: Engine) -> None:
    here = a_key(engine, an_assessment())
    a_key(engine, an_assessment(municipality=KOSHIGAYA))
    a_key(engine, an_assessment(fiscal_year=2027))
    (head,) = heads_of(engine, SOKA, 2026)
    assert (head.id, head.municipality, head.fiscal_year) == (here, SOKA, 2026)
    assert heads_of(engine, SOKA, 2025) == []


# Codes


def test_the_code_of_a_municipality_is_valid_for_it_alone(engine: Engine) -> None:
    code, other = issue_code(engine, SOKA), issue_code(engine, KOSHIGAYA)
    assert is_code_of(engine, SOKA, code)
    assert is_code_of(engine, KOSHIGAYA, other)
    assert not is_code_of(engine, SOKA, other)
    assert not is_code_of(engine, "011002", code)


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: f"  {code}\n",
        lambda code: "-".join(re.findall(".{5}", code)),
        lambda code: "\u3000".join(re.findall(".{4}", code.lower())),
        lambda code: code.translate({letter: letter + 0xFEE0 for letter in range(0x21, 0x7F)}),
    ],
    ids=["small letters", "blanks around", "hyphens", "wide blanks", "wide letters"],
)
def test_a_code_is_recognised_however_it_is_typed(engine: Engine, typed: object) -> None:
    code = issue_code(engine, SOKA)
    assert callable(typed)
    assert typed(code) != code
    assert is_code_of(engine, SOKA, typed(code))


@pytest.mark.parametrize("wrong", [lambda code: "", lambda code: code[:-1], lambda code: code + "A", lambda code: "-"])
def test_a_wrong_code_is_not_valid(engine: Engine, wrong: object) -> None:
    code = issue_code(engine, SOKA)
    assert callable(wrong)
    assert not is_code_of(engine, SOKA, wrong(code))


def test_without_a_code_nothing_is_valid(engine: Engine) -> None:
    assert [is_code_of(engine, SOKA, typed) for typed in ("", "None", "A")] == [False, False, False]


def test_a_new_code_ends_the_one_before(engine: Engine) -> None:
    before, other = issue_code(engine, SOKA), issue_code(engine, KOSHIGAYA)
    after = issue_code(engine, SOKA)
    assert not is_code_of(engine, SOKA, before)
    assert is_code_of(engine, SOKA, after)
    assert is_code_of(engine, KOSHIGAYA, other)


def test_a_code_outlives_the_process(engine: Engine, url: URL) -> None:
    code = issue_code(engine, SOKA)
    engine.dispose()
    opened = open_database(url)
    assert is_code_of(opened, SOKA, code)
    opened.dispose()


def test_codes_hold_no_letters_that_look_alike_and_at_least_100_bits(engine: Engine) -> None:
    codes = {issue_code(engine, SOKA) for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{20}", code) for code in codes)
