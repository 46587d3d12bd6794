"""Every screen in every situation, for people who see little or nothing, use no mouse, or need more room.

docs/accessibility.md tells which criterion each test stands for, and what no program can judge.
"""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser import ASKED, choices, eventually, main, new_context, running_server, sidebar
from tests.english import english_in
from tests.region import SAITAMA
from tests.situations import FIRST, FURTHER, HALF, SITUATIONS, Visitor
from tests.stored_region import share_of

PERCEPTION = Path(__file__).with_name("perception.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
# axe-core leaves these out unless it is asked for them.
ALSO_ASKED = ["target-size", "label-content-name-mismatch"]
ALL_RULES = {"runOnly": TAGS, "rules": {rule: {"enabled": True} for rule in ALSO_ASKED}}
COLOURS = {"runOnly": {"type": "rule", "values": OF_COLOUR}}
ALL_BUT_COLOURS = {"runOnly": TAGS, "rules": ALL_RULES["rules"] | {rule: {"enabled": False} for rule in OF_COLOUR}}
RUN_AXE = """
    options => axe.run(document, {resultTypes: ["violations"], ...options}).then(found => found.violations.flatMap(
        broken => broken.nodes.map(node => `${broken.id}: ${node.target} ${node.html.slice(0, 200)}`)))
"""
# WCAG 1.4.12: whoever reads more easily so may set it.
SPACING = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }
"""
# Streamlit looks below the address of the page first, in case the program lies there, and then at the root.
SEARCH_FOR_BASE = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")
STANDSTILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
OFFICE_PC, NARROW = (1366, 768), (360, 740)
# `make soak` looks in every view; `make check` leaves out those in which the least differs.
IS_THOROUGH = bool(os.environ.get("DX_THOROUGH"))
# 200 % leave half of the office PC's screen (1.4.4); 320 px are those of 1.4.10.
ENLARGED = ((683, 384), (320, 640)) if IS_THOROUGH else ((320, 640),)
FINGER_PX = 44
MOST_STOPS = 120
REDRAWN_WITHIN_S = 30
# So often in a row it has to fit before it is taken for drawn.
LOOKS_AT_REST = 3

# What Streamlit draws by itself, and why it is let be; docs/accessibility.md tells it to the office.
KNOWN = {
    'role="listbox"': "an unfolded list lies outside the landmarks; its field, which lies inside, leads to it",
    'Dropping "fit-y"': "Streamlit asks of every chart to fit a height, also of one that has its own",
    "does not seem to exist": "the browser's console says it too when a page is not there",
    "stBaseButton-elementToolbar": "the small buttons of a chart; the files have large ones",
    "stFileChipName": "the name of a file is shortened in the middle; it is whole in the label of its sign",
}
# Unfolding something would end these.
LEFT_AS_THEY_ARE = {"a_list_that_is_unfolded", "a_page_that_is_not_there", "the_list_of_pages_on_a_narrow_screen"}
ONLY_NARROW = {"the_list_of_pages_on_a_narrow_screen"}
WALKED = [
    "answers_of_a_draft",
    pytest.param("comparison_with_a_set_being_chosen", marks=pytest.mark.soak),
    pytest.param("start_with_a_list_of_municipalities", marks=pytest.mark.soak),
    pytest.param("roadmap_before_it_is_made", marks=pytest.mark.soak),
]
LOOKED_AT = [
    pytest.param(situation, marks=[pytest.mark.soak] if situation in FURTHER else []) for situation in SITUATIONS
]


@dataclass
class Sight:
    """What is wrong with a screen in one situation, by what was asked."""

    faults: dict[str, list[str]] = field(default_factory=dict)

    def note(self, asked: str, view: str, found: list[str]) -> None:
        unknown = [f"{view}: {one}" for one in found if not any(sign in one for sign in KNOWN)]
        self.faults[asked] = self.faults.get(asked, []) + unknown


class Tour:
    """Comes into each situation once, looks at it in every view, and remembers what it saw."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.sights: dict[str, Sight] = {}
        self.complaints: list[str] = []
        self.paths: set[str] = set()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sight(self, situation: str) -> Sight:
        """What there was to see in this situation."""
        if situation not in self.sights:
            self.sights[situation] = self._looked_at(situation)
        return self.sights[situation]

    def come_into(self, situation: str) -> None:
        """Brings the browser there, as on an office PC that prefers light colours."""
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": OFFICE_PC[0], "height": OFFICE_PC[1]})
        self.page.mouse.move(0, 0)
        SITUATIONS[situation](self.visitor)
        self.page.add_style_tag(content=STANDSTILL)
        if situation not in LEFT_AS_THEY_ARE:
            self.visitor.unfold_everything()

    def _looked_at(self, situation: str) -> Sight:
        self.complaints.clear()
        self.come_into(situation)
        sight = Sight()
        sight.note("english", "office PC", sorted(english_in(self.page)))
        sight.note("complaints", "office PC", self.complaints)
        self.paths.add(urlsplit(self.page.url).path)
        if situation in ONLY_NARROW:
            self._examine(sight, "narrow", "sideways", "cutText")
        else:
            self._examine(sight, "office PC", "otherwiseNamed", "idsTwice", "messagesNotAnnounced")
        self._ask_axe(sight, "light", ALL_RULES)
        self._look_at_colours(sight)
        if situation not in ONLY_NARROW:
            self._look_at_sizes(sight)
        return sight

    def _hear(self, message: ConsoleMessage) -> None:
        """The browser complains, as it does when the policy of the page forbids something."""
        if message.type in ("error", "warning") and not SEARCH_FOR_BASE.search(message.location["url"]):
            self.complaints.append(message.text)

    def _look_at_colours(self, sight: Sight) -> None:
        self._examine(sight, "light", "faintEdges")
        if not IS_THOROUGH:
            return
        self.page.emulate_media(color_scheme="dark")
        expect(self.page.locator(".stApp")).to_have_css("color-scheme", "dark")
        self._ask_axe(sight, "dark", COLOURS)
        self._examine(sight, "dark", "faintEdges")

    def _look_at_sizes(self, sight: Sight) -> None:
        if IS_THOROUGH:
            self._resize(NARROW)
            self._ask_axe(sight, "narrow", ALL_BUT_COLOURS)
        sight.note("smallerThan", "light", self.page.evaluate(f"perception.smallerThan({FINGER_PX})"))
        for size in ENLARGED:
            self._resize(size)
            self._examine(sight, f"{size[0]} px", "sideways", "cutText")
        self.page.add_style_tag(content=SPACING)
        self._examine(sight, "wider spacing", "sideways", "cutText")

    def _ask_axe(self, sight: Sight, view: str, rules: dict[str, Any]) -> None:
        """While a page is being run anew, what it showed before is pale."""
        expect(self.page.locator("[data-testid=stApp]:not([data-test-script-state=notRunning])")).to_have_count(0)
        expect(self.page.locator("[data-stale=true]")).to_have_count(0)
        sight.note("axe", view, self.page.evaluate(RUN_AXE, rules))

    def _examine(self, sight: Sight, view: str, *asked: str) -> None:
        for one in asked:
            sight.note(one, view, self.page.evaluate(f"perception.{one}()"))

    def _resize(self, size: tuple[int, int]) -> None:
        """Charts are drawn anew for the room that there is, some a moment later than others.

        A page that never fits it is told by the examination.
        """
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        end, fitting = time.monotonic() + REDRAWN_WITHIN_S, 0
        while fitting < LOOKS_AT_REST and time.monotonic() < end:
            does_not_fit = self.page.evaluate("typeof perception === 'object' && perception.sideways().length > 0")
            fitting = 0 if does_not_fit else fitting + 1
            self.page.wait_for_timeout(100)


@pytest.fixture(scope="module")
def tour(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """A browser at a server of its own, in whose database a region has submitted."""
    with running_server(tmp_path_factory.mktemp("access")) as server:
        share_of(server.database, SAITAMA[:14])
        context = new_context(browser)
        context.add_init_script(f"{AXE_SCRIPT};\n{PERCEPTION}")
        yield Tour(Visitor(context.new_page(), server))
        context.close()


# In every situation


@pytest.mark.parametrize("situation", LOOKED_AT)
@pytest.mark.parametrize(
    "asked",
    [
        "english",
        "complaints",
        "axe",
        "otherwiseNamed",
        "idsTwice",
        "messagesNotAnnounced",
        "faintEdges",
        "smallerThan",
        "sideways",
        "cutText",
    ],
)
def test_nothing_is_wrong_with_a_screen(tour: Tour, situation: str, asked: str) -> None:
    assert tour.sight(situation).faults.get(asked, []) == []


@pytest.mark.soak
def test_there_is_a_situation_of_every_page(tour: Tour) -> None:
    for situation in SITUATIONS:
        tour.sight(situation)
    tour.visitor.open_with("", HALF)
    links = sidebar(tour.page).get_by_role("link").all()
    paths = {urlsplit(link.get_attribute("href") or "").path.strip("./") for link in links}
    assert len(paths) > len(ASKED.axes)
    others = paths - {f"answer-{axis.id}" for axis in ASKED.axes}
    assert others - {path.strip("/") for path in tour.paths} - {"start"} == set()


@pytest.mark.soak
def test_what_is_known_of_streamlit_is_still_so(tour: Tour) -> None:
    """Else it is to be taken from the list of what is let be."""
    tour.come_into("a_list_that_is_unfolded")
    assert any('role="listbox"' in one for one in tour.page.evaluate(RUN_AXE, ALL_RULES))
    tour.come_into("indicators_before_they_are_taken_in")
    tour.page.set_viewport_size({"width": 320, "height": 640})
    eventually(lambda: any("stFileChipName" in one for one in tour.page.evaluate("perception.cutText()")))


# What is examined can be found


@pytest.mark.parametrize(
    ("asked", "spoilt"),
    [
        ("sideways", "document.querySelector('.stMain').append(Object.assign(document.createElement('div'), "
                     "{style: 'width: 3000px; height: 9px'}))"),
        ("cutText", "document.querySelector('.stMain .stHtml p').style.cssText = 'height: 9px; overflow: hidden'"),
        ("otherwiseNamed", "document.querySelector('.stMain input').ariaLabel = 'text'"),
        ("idsTwice", "document.querySelectorAll('.stHtml').forEach(one => one.id = 'here')"),
        ("messagesNotAnnounced", "document.querySelector('.stAlert [role=alert]').removeAttribute('role')"),
        ("faintEdges", "document.querySelector('.stTextInputRootElement, [data-testid=stTextInputRootElement]').style"
                       " = 'border-color: #EEEEEE; background: #FFFFFF'"),
        ("smallerThan", "document.querySelector('.stMain .stPageLink a').style = 'min-height: 0; height: 20px'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(tour: Tour, asked: str, spoilt: str) -> None:
    tour.come_into("start_with_a_link_of_nobody")
    assert tour.page.evaluate(f"perception.{asked}({FINGER_PX})") == []
    tour.page.evaluate(spoilt)
    assert tour.page.evaluate(f"perception.{asked}({FINGER_PX})") != []


# In a contrast theme


def test_what_is_chosen_and_open_is_seen_where_every_background_is_taken_away(tour: Tour) -> None:
    tour.come_into("answers_of_a_draft")
    tour.page.emulate_media(forced_colors="active")
    edge = "(one, side) => getComputedStyle(one)[side]"
    first = choices(tour.page, FIRST)
    expect(first.get_by_role("radio", checked=True)).to_have_count(1)
    labels = first.locator("label")
    outlined = [label.evaluate(edge, "outlineStyle") == "solid" for label in labels.all()]
    assert outlined == [label.get_by_role("radio").is_checked() for label in labels.all()]
    assert outlined.count(True) == 1
    links = sidebar(tour.page).get_by_role("link")
    colours = [link.evaluate(edge, "borderLeftColor") for link in links.all()]
    marked = links.locator("xpath=self::*[@aria-current]").evaluate(edge, "borderLeftColor")
    assert colours.count(marked) == 1
    tour.page.emulate_media(forced_colors="none")


# By the keyboard


def stops(page: Page, key: str) -> list[dict[str, Any]]:
    """Where the focus comes to with this key, until it leaves the page or begins anew."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = page.evaluate("perception.focused()")
        if stop is None or (found and stop["name"] == found[0]["name"]):
            return found
        found.append(stop)
    pytest.fail(f"The focus does not come to an end: {found[-1]}")


@pytest.mark.parametrize("situation", WALKED)
def test_the_focus_is_seen_wherever_it_comes_and_goes_as_the_eye_does(tour: Tour, situation: str) -> None:
    tour.come_into(situation)
    tour.page.evaluate("document.activeElement.blur(); perception.noteLooksAtRest()")
    onward = stops(tour.page, "Tab")
    backward = stops(tour.page, "Shift+Tab")
    assert [stop["name"] for stop in (*onward, *backward) if not stop["isShown"]] == []
    assert [stop["name"] for stop in (*onward, *backward) if stop["isHidden"]] == []
    in_page = [stop for stop in onward if stop["isInPage"]]
    assert [after["name"] for before, after in pairwise(in_page) if goes_back(before, after)] == []


def goes_back(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether the second lies above the first and not in a column to its right."""
    return bool(after["top"] < before["top"] - 1 and after["left"] <= before["left"])


def test_the_first_stop_leads_past_the_list_of_pages(tour: Tour) -> None:
    tour.come_into("result_of_a_draft")
    tour.page.keyboard.press("Tab")
    first = tour.page.get_by_role("link", name="本文へ移動")
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    tour.page.keyboard.press("Enter")
    expect(main(tour.page)).to_be_focused()


def test_no_letter_alone_does_anything(tour: Tour) -> None:
    tour.come_into("practices_that_are_not_found")
    tour.page.evaluate("document.activeElement.blur()")
    runs = "document.querySelector('.stApp').dataset.testScriptState"
    for key in "rcRC":
        tour.page.keyboard.press(key)
        assert tour.page.evaluate(runs) == "notRunning"


@pytest.mark.soak
def test_a_folded_list_of_pages_is_passed_over(tour: Tour) -> None:
    tour.come_into("about")
    tour.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    expect(sidebar(tour.page)).to_be_hidden()
    assert not [stop for stop in stops(tour.page, "Tab")[:3] if "stSidebarNavLink" in stop["name"]]


# By the ear


def test_the_list_of_pages_is_read_as_lists_with_their_names(tour: Tour) -> None:
    tour.come_into("start_with_a_draft")
    lists = sidebar(tour.page).get_by_role("list")
    assert [one.get_attribute("aria-label") for one in lists.all()] == ["回答", "結果", "診断の管理"]
    assert [one.get_by_role("listitem").count() for one in lists.all()] == [8, 8, 5]
    expect(sidebar(tour.page).locator("[aria-current=page]")).to_have_text("はじめに")


def test_how_much_a_search_finds_is_told(tour: Tour) -> None:
    tour.visitor.open("practices")
    told = tour.page.get_by_role("status")
    expect(told).to_have_text("")
    tour.page.get_by_role("textbox").first.fill("テレワーク")
    shown = main(tour.page).get_by_role("heading", level=2)
    eventually(lambda: told.text_content() == shown.first.text_content() != "")


def test_that_a_file_is_being_made_is_told(tour: Tour) -> None:
    tour.come_into("output_for_a_section")
    with tour.page.expect_download():
        main(tour.page).get_by_role("button", name="診断報告書(PDF)").click()
        expect(tour.page.get_by_role("status")).to_have_text("診断報告書(PDF)を作成しています。")
    expect(tour.page.get_by_role("status")).to_have_text("ファイルができました。")
