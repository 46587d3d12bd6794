"""What the running program writes into its log: what went wrong, and nothing of whom it happened to."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.tab import Address, PageError, opened
from tests.asking import in_a_loop
from tests.browser import ASKED, LOOPBACK, ROOT, Server, _free_port, eventually, running_server

MEMO, WRONG = "越谷さんの携帯は090-0000-0000", "a-wrong-link-of-somebody"
PAGE = f"answer-{ASKED.axes[0].id}"


async def write_memo(address: Address, before: Callable[[], None] = lambda: None) -> None:
    """Opens a page, and types a memo in it after something else has happened."""
    async with opened(address) as tab:
        before()
        memo = next(iter(tab.drawn.elements("text_area")))
        tab.states[memo.id] = MEMO
        await tab.rerun()


def refuse_answers(server: Server) -> None:
    """From now on the database takes no answer and says so."""
    refusal = "CREATE TRIGGER refusal BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'no more answers'); END"
    with server.database.begin() as connection:
        connection.execute(text(refusal))


async def open_page(address: Address) -> None:
    async with opened(address):
        pass


def test_the_log_tells_an_error_and_no_link_no_memo_and_no_address_of_a_visitor(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        link = server.new_link()
        in_a_loop(write_memo(Address(server.address, PAGE, {"a": link})))
        assert MEMO in {answer.memo for answer in server.stored(link).answers.values()}
        with pytest.raises(PageError, match="見つかりません"):
            in_a_loop(open_page(Address(server.address, query={"a": WRONG})))
        urllib.request.urlopen(server.url("result", a=link)).close()  # noqa: S310  # our own address
        other = server.new_link()
        with pytest.raises(PageError, match="保存できていません"):
            in_a_loop(write_memo(Address(server.address, PAGE, {"a": other}), lambda: refuse_answers(server)))
        eventually(lambda: "no more answers" in server.log)
        for secret in (link, other, WRONG, MEMO, "090-0000", f"{LOOPBACK}:", "?a="):
            assert secret not in server.log


@pytest.mark.soak
def test_another_server_around_the_program_writes_no_links_either(tmp_path: Path) -> None:
    """uvicorn started by itself would write down every address that is asked for, with what stands behind the ?."""
    port = _free_port()
    address = f"http://{LOOPBACK}:{port}"
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port)]
    environment = os.environ | {
        "DX_DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": "",
    }
    with (tmp_path / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        eventually(lambda: is_up(process, address))
        with pytest.raises(PageError, match="見つかりません"):
            in_a_loop(open_page(Address(address, query={"a": WRONG})))
        urllib.request.urlopen(f"{address}/result?a={WRONG}").close()  # noqa: S310  # our own address
    finally:
        process.kill()
        process.wait()
    written = (tmp_path / "log").read_text(encoding="utf-8")
    assert "Started server process" in written
    assert WRONG not in written
    assert "GET /" not in written


def is_up(process: subprocess.Popen[bytes], address: str) -> bool:
    assert process.poll() is None
    try:
        urllib.request.urlopen(f"{address}/_stcore/health").close()  # noqa: S310  # our own address
    except OSError:
        return False
    return True


def test_no_secret_stands_in_the_settings() -> None:
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "cookieSecret" not in settings
    assert not (ROOT / ".streamlit" / "secrets.toml").exists()
