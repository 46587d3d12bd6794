"""Peers by file: all of an import is stored or nothing, and the newer one of a municipality and year stays."""

from functools import partial

import pytest
from sqlalchemy import Engine

from questionnaire.peer import NamedPeer, Origin
from storage.imported_peers import all_imported, import_peers, imported_peers, remove_imported
from storage.transaction import StorageError
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA
from tests.full_database import everything
from tests.racing import at_once
from tests.stored import ASKED, QUESTIONS, count_of


def a_peer(municipality: str = SOKA, fiscal_year: int = 2026, digit: str = "2") -> NamedPeer:
    known = {SOKA: "former-special", KOSHIGAYA: "core"}.get(municipality, "")
    return NamedPeer(municipality, fiscal_year, ASKED.version.id, known, digit * len(QUESTIONS), Origin.IMPORTED)


def test_imported_peers_are_read_by_year_in_code_order(engine: Engine) -> None:
    import_peers(engine, [("a.csv", [a_peer(MATSUBUSHI), a_peer(SOKA, 2025)]), ("b.csv", [a_peer(KOSHIGAYA)])])
    assert imported_peers(engine, 2026) == [a_peer(KOSHIGAYA), a_peer(MATSUBUSHI)]
    assert imported_peers(engine, 2025) == [a_peer(SOKA, 2025)]
    assert [(one.peer, one.file) for one in all_imported(engine)] == [
        (a_peer(SOKA, 2025), "a.csv"),
        (a_peer(KOSHIGAYA), "b.csv"),
        (a_peer(MATSUBUSHI), "a.csv"),
    ]


def test_an_import_replaces_the_older_one_of_the_same_municipality_and_year(engine: Engine) -> None:
    import_peers(engine, [("古い.csv", [a_peer(digit="1"), a_peer(fiscal_year=2025), a_peer(KOSHIGAYA)])])
    (old, *_) = [one for one in all_imported(engine) if one.peer == a_peer(digit="1")]
    import_peers(engine, [("新しい.csv", [a_peer(digit="3")])])
    new = all_imported(engine)[1]
    assert (new.peer, new.file) == (a_peer(digit="3"), "新しい.csv")
    assert new.imported_at >= old.imported_at
    assert count_of(engine, "imported_peers") == 3


def test_an_import_that_cannot_be_kept_leaves_what_was_there(engine: Engine) -> None:
    import_peers(engine, [("a.csv", [a_peer()])])
    before = everything(engine)
    with pytest.raises(StorageError):
        import_peers(engine, [("b.csv", [a_peer(digit="3"), a_peer(KOSHIGAYA)]), ("c.csv", [a_peer(KOSHIGAYA)])])
    assert everything(engine) == before


def test_an_imported_peer_is_removed_by_municipality_and_year(engine: Engine) -> None:
    import_peers(engine, [("a.csv", [a_peer(), a_peer(fiscal_year=2025), a_peer(KOSHIGAYA)])])
    assert remove_imported(engine, SOKA, 2026)
    assert not remove_imported(engine, SOKA, 2026)
    assert [one.peer for one in all_imported(engine)] == [a_peer(fiscal_year=2025), a_peer(KOSHIGAYA)]


def test_nothing_to_import_stores_nothing(engine: Engine) -> None:
    import_peers(engine, [("a.csv", [])])
    assert all_imported(engine) == []


def test_of_two_imports_at_the_same_moment_one_stays(engine: Engine, other_engine: Engine) -> None:
    for _ in range(5):
        at_once(
            [
                partial(import_peers, own, [("x", [a_peer(digit=digit)])])
                for own, digit in ((engine, "1"), (other_engine, "3"))
            ]
        )
        (found,) = imported_peers(engine, 2026)
        assert found in (a_peer(digit="1"), a_peer(digit="3"))
