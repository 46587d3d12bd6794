"""使い方: five stages with a picture each, open to whoever has no assessment yet."""

import re

import pytest

from screens.parts.stages import STAGES
from tests.tab import OUR_TAGS, a_tab, follow, messages, tags_of, text_of, title

pytestmark = pytest.mark.usefixtures("data")


def test_the_guide_tells_the_way_in_stages_with_a_picture_and_its_words() -> None:
    tab = a_tab("guide")
    shown = text_of(tab)
    assert "24問、約15分" in shown
    for number, stage in enumerate(STAGES, start=1):
        assert f"{number}. {stage.title}" in shown
        assert stage.text in shown
    pictures = re.findall(r'<img src="(.+?)" alt="(.+?)"', "".join(one.proto.body for one in tab.get("html")))
    assert pictures == [(f"./pictures/{stage.picture}.png", stage.alternative) for stage in STAGES]
    assert messages(tab) == []
    assert tags_of(tab) <= OUR_TAGS


def test_whoever_has_nothing_open_is_led_to_the_guide_and_back() -> None:
    tab = a_tab()
    follow(tab, "はじめての方は「使い方」へ")
    assert title(tab) == "使い方"
    follow(tab, "「はじめに」で団体を選ぶ")
    assert title(tab) == "自治体DX成熟度診断"
