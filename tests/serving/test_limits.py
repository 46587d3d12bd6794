"""How often something may be done from one address, and which address that is."""

import asyncio
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.tab import Address, PageError, Tab, opened
from serving import limits, visitor
from serving.limits import Limit
from serving.readiness import make_ready
from storage.assessments import find
from storage.links import issue_code
from tests.asking import in_a_loop
from tests.browser import ASKED, Server, running_server
from tests.builders import SOKA, answered_alike, level

HERE, THERE = "192.0.2.1", "192.0.2.2"
LOOPBACK = "127.0.0.1"
LONG_S, SHORT_S, PATIENCE_S = 3600, 0.2, 10


# Counting


def test_what_is_done_as_often_as_allowed_is_done_and_no_more() -> None:
    limit = Limit(3, LONG_S)
    assert [limit.count(HERE) for _ in range(5)] == [True, True, True, False, False]
    assert limit.is_reached(HERE)


def test_another_address_has_its_own_count() -> None:
    limit = Limit(1, LONG_S)
    assert limit.count(HERE)
    assert not limit.is_reached(THERE)
    assert limit.count(THERE)


def test_after_the_time_it_may_be_done_again() -> None:
    limit = Limit(1, SHORT_S)
    assert limit.count(HERE)
    assert limit.is_reached(HERE)
    time.sleep(SHORT_S)
    assert not limit.is_reached(HERE)
    assert limit.count(HERE)


def test_whoever_keeps_trying_does_not_wait_longer_for_it() -> None:
    limit = Limit(1, SHORT_S)
    assert limit.count(HERE)
    end = time.monotonic() + PATIENCE_S
    while not (was_counted := limit.count(HERE)) and time.monotonic() < end:
        pass
    assert was_counted


def test_many_threads_at_once_do_no_more_than_is_allowed() -> None:
    limit, done = Limit(100, LONG_S), []
    threads = [threading.Thread(target=lambda: done.extend(limit.count(HERE) for _ in range(50))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == 100


def test_a_sender_of_ever_new_addresses_does_not_fill_the_memory() -> None:
    limit = Limit(2, LONG_S)
    limit.count(HERE)
    for number in range(limits.MOST_ADDRESSES + 50):
        limit.count(f"address {number}")
    assert len(limit._times) == limits.MOST_ADDRESSES
    assert limit.is_reached("no address") is False


# Whose address


@pytest.mark.parametrize(
    ("peer", "hops", "trusted", "sender"),
    [
        # nobody is trusted: what is claimed does not matter
        (HERE, [], [], HERE),
        (HERE, [THERE], [], HERE),
        (LOOPBACK, [], [], LOOPBACK),
        # a proxy on this machine, which uvicorn believes; we do so only when it is named
        (THERE, [THERE], [], LOOPBACK),
        (THERE, [THERE], [LOOPBACK], THERE),
        (THERE, ["203.0.113.9", THERE], [LOOPBACK], THERE),
        # a proxy on another machine
        ("10.0.0.1", [THERE], ["10.0.0.0/24"], THERE),
        ("10.0.0.1", ["203.0.113.9", THERE], ["10.0.0.1"], THERE),
        ("10.0.0.1", [THERE, "10.0.0.2"], ["10.0.0.0/24"], THERE),
        ("10.0.0.1", [], ["10.0.0.1"], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.2"], ["10.0.0.0/24"], "10.0.0.2"),
        # somebody without a proxy claims to be one
        (HERE, [THERE], ["10.0.0.1"], HERE),
        (HERE, [HERE, THERE], [LOOPBACK], HERE),
        ("10.0.0.1", ["nonsense"], ["10.0.0.1"], "nonsense"),
    ],
)
def test_only_a_trusted_proxy_tells_who_sent_something(
    peer: str, hops: list[str], trusted: list[str], sender: str
) -> None:
    assert visitor.origin(peer, hops, [ip_network(name) for name in trusted]) == sender


def test_a_claim_cannot_give_one_sender_many_addresses() -> None:
    claims = [[f"203.0.113.{number}", THERE] for number in range(20)]
    assert {visitor.origin(THERE, hops, [ip_network(LOOPBACK)]) for hops in claims} == {THERE}


@pytest.mark.parametrize(
    ("sender", "counted"),
    [
        (HERE, HERE),
        ("::ffff:192.0.2.1", HERE),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:ffff::2", "2001:db8:0:1::/64"),
        ("nonsense", ""),
    ],
)
def test_the_addresses_of_one_machine_count_as_one(sender: str, counted: str) -> None:
    assert visitor.counted_as(sender) == counted


def test_the_trusted_proxies_are_named_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DX_TRUSTED_PROXY", "127.0.0.1, 10.0.0.0/24,")
    assert visitor.trusted_proxies() == [ip_network("127.0.0.1/32"), ip_network("10.0.0.0/24")]
    monkeypatch.delenv("DX_TRUSTED_PROXY")
    assert visitor.trusted_proxies() == []


def test_what_is_no_address_is_trusted_by_nobody_and_told_in_the_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DX_TRUSTED_PROXY", "nginx, 10.0.0.0/24, 127.0.0.1:80")
    assert visitor.trusted_proxies() == [ip_network("10.0.0.0/24")]
    make_ready()
    assert [record.message.split("は、")[0] for record in caplog.records] == [
        "環境変数 DX_TRUSTED_PROXY の「nginx」",
        "環境変数 DX_TRUSTED_PROXY の「127.0.0.1:80」",
    ]


# In the running program


@pytest.fixture
def guessed_server(tmp_path: Path) -> Iterator[Server]:
    """A server of its own: what is counted here stays in it for minutes."""
    with running_server(tmp_path) as running:
        yield running


class Clicking(Tab):
    """A tab that can press a button too."""

    pressed = ""

    def _request(self) -> BackMsg:
        message = super()._request()
        if self.pressed:
            message.rerun_script.widget_states.widgets.add(id=self.pressed, trigger_value=True)
        return message

    async def press(self, label: str) -> None:
        self.pressed = next(button.id for button in self.drawn.elements("button") if button.label == label)
        await self.rerun()


def what_is_said(server: Server, link: str, **headers: str) -> str:
    """The error that a new tab shows which opens this link; "" when it opens."""

    async def open_it() -> str:
        try:
            async with opened(Address(server.address, query={"a": link}), headers):
                return ""
        except PageError as error:
            return str(error)

    return in_a_loop(open_it())


def test_links_are_not_guessed_for_ever_and_whoever_is_in_goes_on(guessed_server: Server) -> None:
    server = guessed_server
    link, other = server.new_link(), server.new_link()

    async def guess_while_a_colleague_works() -> None:
        async with opened(Address(server.address, query={"a": link})) as colleague:
            for number in range(limits.MOST_WRONG_LINKS):
                assert "見つかりません" in await asyncio.to_thread(what_is_said, server, f"guess-{number}")
            assert "止めています" in await asyncio.to_thread(what_is_said, server, "one-more")
            # The right one is not told from a wrong one any more.
            assert "止めています" in await asyncio.to_thread(what_is_said, server, other)
            await colleague.rerun()

    in_a_loop(guess_while_a_colleague_works())


@pytest.mark.soak
def test_the_same_wrong_link_again_is_no_new_guess(guessed_server: Server) -> None:
    async def click_about_with_a_wrong_link() -> None:
        server = guessed_server
        async with opened(Address(server.address)) as tab:
            tab.address = Address(server.address, query={"a": "broken"})
            for _ in range(limits.MOST_WRONG_LINKS + 5):
                with pytest.raises(PageError, match="見つかりません"):
                    await tab.rerun()

    in_a_loop(click_about_with_a_wrong_link())
    assert what_is_said(guessed_server, guessed_server.new_link()) == ""


@pytest.mark.soak
def test_assessments_are_not_made_without_end(guessed_server: Server) -> None:
    server = guessed_server

    async def make_one() -> None:
        async with opened(Address(server.address)) as tab:
            tab.__class__ = Clicking
            search = next(field for field in tab.drawn.elements("text_input") if "団体名" in field.label)
            tab.states[search.id] = "112216"
            await tab.rerun()
            await tab.press("この団体で診断をはじめる")

    async def make_too_many() -> None:
        for _ in range(limits.MOST_MADE):
            await make_one()
        with pytest.raises(PageError, match="続けて多くの診断が作られています"):
            await make_one()

    in_a_loop(make_too_many())


@pytest.mark.soak
def test_behind_a_trusted_proxy_each_office_has_its_own_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DX_TRUSTED_PROXY", LOOPBACK)
    with running_server(tmp_path) as server:
        link = server.new_link()
        for number in range(limits.MOST_WRONG_LINKS):
            # What the sender claims stands before what the proxy adds.
            hops = {"X-Forwarded-For": f"203.0.113.{number}, {HERE}"}
            assert "見つかりません" in what_is_said(server, f"guess-{number}", **hops)
        assert "止めています" in what_is_said(server, link, **{"X-Forwarded-For": HERE})
        assert what_is_said(server, link, **{"X-Forwarded-For": THERE}) == ""


@pytest.mark.soak
def test_without_a_trusted_proxy_a_claim_makes_nobody_another_one(guessed_server: Server) -> None:
    server = guessed_server
    for number in range(limits.MOST_WRONG_LINKS):
        what_is_said(server, f"guess-{number}", **{"X-Forwarded-For": f"203.0.113.{number}"})
    assert "止めています" in what_is_said(server, server.new_link(), **{"X-Forwarded-For": THERE})


@pytest.mark.soak
def test_codes_are_not_guessed_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DX_REQUIRE_CODE", "1")
    with running_server(tmp_path) as server:
        link = server.new_link(answered_alike(ASKED, level(2)).answers)
        code = issue_code(server.database, SOKA)

        async def hand_in(typed: str) -> None:
            async with opened(Address(server.address, "submission", {"a": link})) as tab:
                tab.__class__ = Clicking
                field = next(field for field in tab.drawn.elements("text_input") if field.label == "利用コード")
                tab.states[field.id] = typed
                sharing = next(radio for radio in tab.drawn.elements("radio") if "比較にどう使いますか" in radio.label)
                tab.states[sharing.id] = sharing.options[0]
                await tab.press("正式に提出する")

        for number in range(limits.MOST_WRONG_CODES):
            with pytest.raises(PageError, match="利用コードが正しくありません"):
                in_a_loop(hand_in(f"WRONG{number}"))
        with pytest.raises(PageError, match="続けて何度も入力されました"):
            in_a_loop(hand_in(code))
        found = find(server.database, link)
        assert found is not None
        assert found.submitted_at is None


def test_only_one_place_of_the_screens_compares_a_code() -> None:
    """Wherever else it were done, guesses would not be counted."""
    screens = Path(__file__).parents[2] / "screens"
    comparing = [path.name for path in screens.rglob("*.py") if "is_code_of(" in path.read_text(encoding="utf-8")]
    assert comparing == ["lifecycle.py"]
