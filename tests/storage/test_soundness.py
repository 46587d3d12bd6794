"""Whether the database itself is sound: whatever is broken in it is found and told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine

from storage.connect import FILE_NAME, open_database, sqlite_url
from storage.soundness import soundness
from tests.copied_database import KINDS, Original, an_original
from tests.csv_files import is_japanese
from tests.full_database import filled
from tests.stored import QUESTIONS, executed

# Of the first assessment in a full database.
KEY = 1


@pytest.fixture(scope="module", params=KINDS)
def original(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    """A full database."""
    with an_original(request.param, tmp_path_factory, request, fill) as made:
        yield made


def fill(url: URL) -> None:
    engine = open_database(url)
    assert filled(engine).key == KEY
    engine.dispose()


@pytest.fixture
def full(original: Original, tmp_path: Path) -> Iterator[Engine]:
    """A full database of this test's own."""
    with original.copied_to(tmp_path) as address:
        engine = open_database(address)
        yield engine
        engine.dispose()


def test_a_full_database_is_sound(full: Engine) -> None:
    assert soundness(full).faults == ()


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (
            "UPDATE answers SET memo = 'x' WHERE assessment = {key} AND question = '{question}'",
            "履歴のその回と違います",
        ),
        ("UPDATE answers SET person = 'x' WHERE assessment = {key}", "履歴のその回と違います"),
        (
            "UPDATE answers SET answered_on = '20261120'",
            "診断 {key} 設問 {question}: 回答日「20261120」を読み取れません",
        ),
        ("UPDATE submitted_answers SET answered_on = 'x'", "診断 {key} 設問 {question}: 回答日「x」を読み取れません"),
        ("UPDATE submitted_answers SET section = 'x' WHERE number = 2", "提出した回答と、いまの回答が違います"),
        ("UPDATE answers SET saved_by = 'x' WHERE assessment = {key}", "履歴のその回と違います"),
        ("UPDATE answers SET revision = 9 WHERE assessment = {key}", "履歴のその回と違います"),
        (
            "DELETE FROM answers WHERE assessment = {key} AND question = '{question}'",
            "いちばん新しい回答ではありません",
        ),
        ("UPDATE answers SET revision = 1 WHERE question = '{question}'", "いちばん新しい回答ではありません"),
        (
            "DELETE FROM answer_history WHERE revision = 2",
            "診断 {key} 設問 {question}: 回答の履歴の番号が1から続いていません",
        ),
        ("UPDATE answer_history SET revision = 4 WHERE revision = 3", "番号が1から続いていません"),
        ("DELETE FROM submissions WHERE number = 1", "診断 {key}: 提出の番号が1から続いていません"),
        ("DELETE FROM submissions", "診断 {key}: 提出済みなのに、提出した内容がありません"),
        (
            "DELETE FROM submitted_answers WHERE number = 1 AND question = '{question}'",
            "診断 {key} 提出1 設問 {question}: 提出した回答がそろっていません",
        ),
        ("UPDATE submitted_answers SET is_confirmed = false", "提出した回答がそろっていません"),
        ("UPDATE submitted_answers SET memo = 'x' WHERE number = 2", "提出2: 提出した回答と、いまの回答が違います"),
        ("UPDATE submissions SET levels = 'x'", "提出1: 比較に使う段階が、提出した回答と違います"),
        ("UPDATE submissions SET municipality_class = 'x'", "表 submissions: 類似団体の類型「x」はありません"),
        ("UPDATE assessments SET municipality_class = 'x'", "表 assessments: 類似団体の類型「x」はありません"),
        ("UPDATE consents SET sharing = 'x'", "診断 {key}: 共有の選択「x」を読み取れません"),
        ("DELETE FROM consents WHERE number = 1", "診断 {key}: 共有の選択の番号が1から続いていません"),
        ("UPDATE removed_consents SET sharing = 'x'", "共有の選択「x」を読み取れません"),
        ("UPDATE removed_submissions SET assessment = {key}", "診断 {key}: 削除の記録があるのに、診断があります"),
        ("UPDATE imported_peers SET levels = '4'", "2026年度: 読み取れません"),
        ("UPDATE peer_sets SET codes = '112217'", "団体コード「112217」の市区町村はありません"),
        ("UPDATE decisions SET action = 'x' WHERE stance = 'done'", "診断 {key}: 次の一手「x」はありません"),
        ("UPDATE decisions SET stance = 'x' WHERE stance = 'done'", "診断 {key}: 設問版 v2026-1 の目標や工程表として"),
        ("UPDATE decisions SET revision = 0", "診断 {key}: 表 decisions の番号が、診断の変更の回数と合いません"),
        ("UPDATE plans SET revision = 4711", "診断 {key}: 表 plans の番号が、診断の変更の回数と合いません"),
        ("UPDATE targets SET step = 'x'", "診断 {key}: ステップ「x」はありません"),
        ("UPDATE targets SET fiscal_year = 2025", "診断 {key}: 目標の年度は2026から2034までです"),
        ("UPDATE plans SET days = '1 x'", "診断 {key}: 設問版 v2026-1 の目標や工程表として読み取れません"),
        ("UPDATE plans SET days = '1'", "診断 {key}: 人日と費用は、計画の年度ごとに1つずつ書いてください"),
        ("UPDATE plan_starts SET year = 2060", "の開始が計画の年度の外にあります"),
        ("UPDATE plan_decisions SET action = 'x' WHERE stance = 'done'", "診断 {key}: 次の一手「x」はありません"),
        ("UPDATE submissions SET version = 'v1999-1'", "設問版 v1999-1、深さ core の回答として読み取れません"),
        ("UPDATE submissions SET depth = 'deep'", "深さ deep の回答として読み取れません"),
        ("UPDATE submitted_answers SET state = 'x', level = NULL", "深さ core の回答として読み取れません"),
        ("UPDATE answer_history SET state = 'x', level = NULL", "診断 {key} 設問 {question}: 回答状態を読み取れません"),
        ("UPDATE answers SET state = 'x', level = NULL", "診断 {key} 設問 {question}: 回答状態を読み取れません"),
    ],
)
def test_an_unsound_database_is_found(full: Engine, damage: str, what: str) -> None:
    question = QUESTIONS[0].id
    executed(full, damage.format(key=KEY, question=question))
    faults = soundness(full).faults
    assert any(what.format(key=KEY, question=question) in fault for fault in faults), faults
    assert is_japanese("".join(faults))


def test_a_reference_that_broke_is_found_in_sqlite(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path))
    filled(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("DELETE FROM assessments WHERE id = 1")
        connection.commit()
    assert any("assessments の行がありません" in fault for fault in soundness(engine).faults)
    engine.dispose()


def test_a_broken_file_is_found_in_sqlite(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path))
    filled(engine)
    engine.dispose()
    file = tmp_path / FILE_NAME
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :: 7] = bytes(len(content[len(content) // 2 :: 7]))
    file.write_bytes(content)
    engine = open_database(sqlite_url(tmp_path))
    faults = soundness(engine).faults
    engine.dispose()
    assert faults
    assert all("壊れています" in fault for fault in faults)
