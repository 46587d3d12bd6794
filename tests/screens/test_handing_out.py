"""A file that was made stays until the browser has fetched it, however many others are at work meanwhile."""

from benchmarks.tab import Address, opened
from tests.asking import in_a_loop
from tests.browser import Server
from tests.stored import ALL_LEVELS, PAGE

BUTTON = "回答CSV(設問ごとの回答)"
# Streamlit deletes what no session needs when the second of them ends.
RUNS_OF_OTHERS = 3


async def fetched_late(server: Server) -> bytes:
    """A file that is fetched only after another person's page has run a few times."""
    mine, others = (Address(server.address, page, {"a": server.new_link(ALL_LEVELS)}) for page in ("output", PAGE))
    async with opened(mine) as tab, opened(others) as other:
        url = await tab.make(BUTTON)
        for _ in range(RUNS_OF_OTHERS):
            await other.rerun()
        return tab.fetch(url)


def test_a_file_waits_for_the_browser_while_others_answer(server: Server) -> None:
    assert in_a_loop(fetched_late(server)).decode("utf-8-sig").startswith("団体コード")
