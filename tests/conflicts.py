"""A tab of the answer page whose user and a colleague changed the same answer."""

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from tests.builders import level
from tests.stored import FIRST, PAGE, a_link, key_of, record, words
from tests.tab import a_tab, click, messages, number, radio

THEIRS, MINE = level(3), level(1)


def both_changed(data: Engine) -> tuple[str, AppTest]:
    """A tab that changed the first answer after a colleague did, and before it showed hers."""
    link = a_link(data, {FIRST.id: level(0)})
    tab = a_tab(PAGE, a=link)
    record(data, key_of(data, link), FIRST.id, THEIRS)
    radio(tab, FIRST).set_value(words(FIRST, MINE)).run()
    return link, tab


def keep_theirs(tab: AppTest) -> AppTest:
    return click(tab, f"{number(tab, FIRST)}は、ほかの人の回答を残す")


def keep_mine(tab: AppTest) -> AppTest:
    return click(tab, f"{number(tab, FIRST)}は、この画面の回答で置き換える")


def is_conflict_shown(tab: AppTest) -> bool:
    return any("ほかの人も変えました" in message for message in messages(tab))
