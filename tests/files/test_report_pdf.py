"""The 診断報告書: opened again by programs of others, it says what the screen says, in order, to eye and ear."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from unicodedata import normalize

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from files.report_pdf.typesetting import write
from questionnaire.assessment import LONGEST_TEXT, Assessment
from questionnaire.citation import short_citations
from questionnaire.model import Depth
from questionnaire.municipalities import municipality
from scoring import result_wording, wording
from scoring.actions.ranking import next_actions, to_begin_with
from scoring.actions.wording import at_a_glance, reasons
from scoring.charts.radar_figures import radar_description
from scoring.maturity_wording import example_sentence
from scoring.peers import wording as peer_wording
from scoring.peers.radar_figures import peer_description
from scoring.result import shown_results
from tests.builders import SOKA, with_answers
from tests.pdf_files import bookmarks, faults_of, fonts, opened, packed, page_texts, set_texts, tags, whole_text
from tests.provenance import BY_FORM
from tests.reports import REAL, STATES, a_plan, a_report, peers_of

CHAPTERS = ["1 結果のまとめ", "2 分野ごとの結果", "3 次の一手", "4 回答の一覧", "5 数え方", "6 出典"]
CHAPTERS_WITH_ALL = [
    "1 結果のまとめ",
    "2 分野ごとの結果",
    "3 ほかの団体との比較",
    "4 次の一手",
    "5 工程表",
    "6 回答の一覧",
    "7 数え方",
    "8 出典",
]

# What someone may type into a memo, and what must not happen to it.
ATTACKS = [
    '#set text(fill: red) #panic("x") #sys.inputs #read("report.typ")',
    "*太字* _斜体_ $x^2$ `code` = 見出し <label> @ref // comment /* x */ \\ \\u{41} --- ... 'a' \"b\"",
    "<script>alert(1)</script> &amp; <b>太字</b> {{ x }} ${x} %s",
    "=1+1 +1 -1 @SUM(A1) ＝1 ＋1 －1 ＠SUM",
    "𠮷野 檮原町 髙﨑 葛\U000e0100城 か\u3099 e\u0301 😀 👨\u200d👩\u200d👧 👍🏽 ①㈱℃",
    '"}], "cover": {"place": ["x", "y"]} \\" #panic("x") // \\\\" \\u{22}',
]


@cache
def one_written(state: str) -> bytes:
    return write(a_report(STATES[state]))


@pytest.fixture(scope="module")
def written() -> bytes:
    """The report of a full assessment, with everything that other parts of the program add."""
    return write(a_report(STATES["full depth"], peers=peers_of(12, STATES["full depth"]), plan=a_plan()))


def noted(*memos: str) -> Assessment:
    """An assessment with these memos at its first questions, each as evidence once more at the same one."""
    assessment = STATES["every level"]
    questions = REAL.asked(Depth.CORE)[: len(memos)]
    given = {
        question.id: replace(assessment.answer(question.id), memo=memo, evidence=memo)
        for question, memo in zip(questions, memos, strict=True)
    }
    return with_answers(assessment, given)


def running_text(content: bytes) -> str:
    """What is told from page to page, without foot of the page and head of the table in between."""
    foot = re.compile(r"草加市\(埼玉県\)令和8年度DX成熟度診断報告書\d+/\d+$")
    head = "問設問段階回答・メモ・根拠"
    return "".join(foot.sub("", text).removeprefix(head) for text in page_texts(content))


def in_order(text: str, parts: list[str]) -> list[str]:
    """The parts that do not stand in the text behind the part before them."""
    missing, place = [], 0
    for part in parts:
        found = text.find(packed(part), place)
        if found < 0:
            missing.append(part)
        else:
            place = found + len(packed(part))
    return missing


# it conforms to PDF/UA-1


@pytest.mark.parametrize("state", STATES)
def test_the_report_conforms_to_pdf_ua_whatever_was_answered(state: str) -> None:
    assert faults_of(one_written(state)) == []


def test_the_report_with_peers_and_roadmap_conforms_to_pdf_ua(written: bytes) -> None:
    assert faults_of(written) == []


def test_the_judge_refuses_a_file_without_tags() -> None:
    plain = typst.Compiler(b"plain").compile(format="pdf", pdf_tags=False)
    assert isinstance(plain, bytes)
    assert faults_of(plain)


def test_title_and_language_are_told(written: bytes) -> None:
    reader = opened(written)
    assert reader.metadata is not None
    assert reader.metadata.title == "草加市(埼玉県) 令和8年度 DX成熟度 診断報告書"
    assert reader.trailer["/Root"]["/Lang"] == "ja-JP"


def test_headings_tables_lists_and_the_picture_are_tagged(written: bytes) -> None:
    kinds = [str(tag["/S"]) for tag in tags(written)]
    assert {"/Title", "/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/TOC"} <= set(kinds)
    assert kinds.count("/H1") == len(CHAPTERS_WITH_ALL)


def test_the_radar_is_described_in_words(written: bytes) -> None:
    (figure,) = [tag for tag in tags(written) if tag["/S"] == "/Figure"]
    core = shown_results(REAL, STATES["full depth"])[0]
    peers = peers_of(12, STATES["full depth"]).comparison.of_axis
    assert figure["/Alt"] == radar_description(core) + peer_description(core.axes, peers)


def test_every_font_is_embedded_and_is_one_of_ours(written: bytes) -> None:
    found = fonts(written)
    assert set(found) == {"BIZUDPGothic-Regular", "BIZUDPGothic-Bold"}
    assert all("/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in found.values())


# its pages


def test_the_bookmarks_are_the_chapters(written: bytes) -> None:
    assert list(map(packed, bookmarks(written))) == list(map(packed, CHAPTERS_WITH_ALL))
    assert list(map(packed, bookmarks(one_written("every level")))) == list(map(packed, CHAPTERS))


def test_every_page_but_the_cover_is_numbered(written: bytes) -> None:
    _, *pages = page_texts(written)
    for number, text in enumerate(pages, start=1):
        assert f"{number}/{len(pages)}" in text


def test_every_page_is_a4(written: bytes) -> None:
    for page in opened(written).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_the_cover_says_whose_report_it_is_and_of_when(written: bytes) -> None:
    cover = page_texts(written)[0]
    said = ["埼玉県", "草加市", "DX成熟度 診断報告書", "令和8年度", "くわしく診断(48問)", REAL.version.id, "112216"]
    assert in_order(cover, [*said, "令和8年11月22日"]) == []


@pytest.mark.parametrize(("code", "name"), [("394050", "檮原町"), ("292117", "葛城市")])
def test_a_name_with_rare_characters_stands_on_the_cover(code: str, name: str) -> None:
    content = write(a_report(replace(STATES["every level"], municipality=code)))
    assert name in page_texts(content)[0]
    assert faults_of(content) == []


@pytest.mark.parametrize("state", STATES)
def test_the_page_for_the_mayor_is_one_page(state: str) -> None:
    _, first, second, *_ = page_texts(one_written(state))
    assert "結果のまとめ" in first
    assert "まず取り組む一手" in first
    assert packed("2 分野ごとの結果") in second


def test_the_page_for_the_mayor_stays_one_page_beside_peers() -> None:
    told = peers_of(12, STATES["full depth"])
    _, first, second, *_ = page_texts(write(a_report(STATES["full depth"], peers=told)))
    assert packed(f"図はかんたん診断(24問)の結果です。比較グループ:{told.basis}") in first
    assert packed("2 分野ごとの結果") in second


# it says what the screen says


@pytest.mark.parametrize("state", STATES)
def test_the_sentences_on_the_first_page_are_those_of_the_result(state: str) -> None:
    result = shown_results(REAL, STATES[state])[-1]
    said = [
        result_wording.reached_sentence(result, REAL.rules),
        result_wording.next_step_sentence(result, REAL.rules),
        result_wording.overall_sentence(result),
        result_wording.strengths_sentence(result),
        result_wording.range_sentence(result, REAL.rules),
    ]
    assert in_order(page_texts(one_written(state))[1], said) == []


@pytest.mark.parametrize("state", STATES)
def test_the_table_has_every_figure_of_every_shown_result_row_by_row(state: str) -> None:
    text = whole_text(one_written(state))
    for result in shown_results(REAL, STATES[state]):
        header, rows = result_wording.result_table(result, REAL.rules)
        told = ["".join(row) for row in rows]
        assert in_order(text, [result_wording.depth_text(result, REAL), "".join(header), *told]) == []


@pytest.mark.parametrize("state", ["every level", "full depth", "some open"])
def test_the_next_actions_are_those_of_the_screen(state: str) -> None:
    shown = shown_results(REAL, STATES[state])[-1]
    place = municipality(SOKA)
    assert place is not None
    best = to_begin_with(next_actions(REAL, replace(STATES[state], depth=shown.depth)), place.size)
    pages = page_texts(one_written(state))
    assert in_order(pages[1], [part for one in best[:3] for part in (one.action.title, at_a_glance(one))]) == []
    told = [part for one in best[:3] for part in (one.action.title, at_a_glance(one), *reasons(one), *one.action.steps)]
    assert in_order("".join(pages[2:]), told) == []


def test_where_nothing_is_left_to_do_it_says_so() -> None:
    assert (
        packed("すべての設問で、次の一手が導く段階に達しています。") in page_texts(one_written("everything reached"))[1]
    )


def test_what_is_unclear_is_listed_with_the_evidence_to_look_at() -> None:
    text = whole_text(one_written("nothing known"))
    asked = REAL.asked(Depth.CORE)
    assert in_order(text, [part for one in asked for part in (f"{one.text}(わからない)", one.evidence[-1])]) == []


def test_every_answer_stands_with_its_question_level_memo_and_sources(written: bytes) -> None:
    assessment = STATES["full depth"]
    told = []
    for number, question in enumerate(REAL.questions, start=1):
        answer = assessment.answer(question.id)
        level_text = f"段階{answer.level}"
        told += [f"問{number}", question.text, short_citations(REAL, question.sources), level_text]
        told += [wording.answer_text(answer, question), "メモ", answer.memo]
    assert in_order(whole_text(written), told) == []


def test_a_copied_answer_is_marked_as_not_confirmed() -> None:
    assessment = STATES["every level"]
    first = REAL.asked(Depth.CORE)[0]
    copied = replace(assessment.answer(first.id), is_confirmed=False)
    text = whole_text(write(a_report(with_answers(assessment, {first.id: copied}))))
    assert text.count("(未確認)") == 2  # once in the rules
    assert packed(f"{wording.answer_text(copied, first)}(未確認)") in text


def test_every_rule_the_worked_example_and_every_document_are_told(written: bytes) -> None:
    text = whole_text(written)
    rules = [part for rule in REAL.rules.texts for part in (rule.title, rule.text, f"理由:{rule.reason}")]
    documents = [f"{document.publisher}「{document.title}」({document.as_of})" for document in REAL.documents]
    assert in_order(text, [*rules, example_sentence(REAL), *documents]) == []


def test_peers_and_roadmap_stand_where_they_are_given_and_nowhere_else(written: bytes) -> None:
    told = peers_of(12, STATES["full depth"])
    _, rows = peer_wording.spread_table(told.comparison)
    said = [peer_wording.summary_text(told.comparison), peer_wording.rank_text(told.comparison)]
    compared = ["3 ほかの団体との比較", told.basis, *said, *("".join(row) for row in rows), peer_wording.LIMITS]
    planned = [
        *("5 工程表", "2年間の工程表です。"),
        *("計画を作る", "推進体制の土台になるため"),
        *("令和9年度 第2四半期(7から9月)から令和10年度 第1四半期(4から6月)まで", "16.5人日", "30万円"),
        *("研修を行う", "令和10年度 第4四半期(1から3月)7人日"),
        *("令和9年度12.54000", "令和10年度114060100"),
    ]
    assert in_order(whole_text(written), [*compared, *planned]) == []
    without = whole_text(one_written("every level"))
    assert packed("ほかの団体との比較") not in without
    assert packed("2年間の工程表です。") not in without


def test_a_group_that_shows_nothing_says_why_and_holds_no_figure() -> None:
    told = peers_of(4)
    text = whole_text(write(a_report(peers=told)))
    assert told.comparison.obstacle
    assert packed(peer_wording.OBSTACLE_TEXTS[told.comparison.obstacle]) in text
    assert packed("第1四分位") not in text
    assert "図は" not in text


def test_a_reading_of_others_says_that_it_is_none_of_the_office() -> None:
    label = REAL.version.survey.label
    cover, *_ = page_texts(write(a_report(origin=label)))
    assert packed(f"回答のもと{label}") in cover


def test_the_same_report_gives_the_same_pages() -> None:
    assert page_texts(one_written("some open")) == page_texts(write(a_report(STATES["some open"])))


def test_many_reports_at_once_do_not_mix() -> None:
    places = {"112216": "草加市", "112224": "越谷市", "112348": "八潮市", "112372": "三郷市"}
    reports = [a_report(replace(STATES["every level"], municipality=code)) for code in places]
    with ThreadPoolExecutor(len(reports)) as pool:
        written = list(pool.map(write, reports))
    for own, content in zip(places.values(), written, strict=True):
        cover = page_texts(content)[0]
        assert [name for name in places.values() if name in cover] == [own]


# typed texts are shown as typed


def test_typed_texts_are_shown_as_typed() -> None:
    content = write(a_report(noted(*ATTACKS)))
    text = normalize("NFC", running_text(content))
    assert [text.count(packed(normalize("NFC", attack))) for attack in ATTACKS] == [2] * len(ATTACKS)
    assert faults_of(content) == []


def test_who_answered_by_an_answer_form_stands_beside_the_answer() -> None:
    first = REAL.asked(Depth.CORE)[0].id
    by_form = replace(STATES["every level"].answer(first), **BY_FORM)
    text = whole_text(write(a_report(with_answers(STATES["every level"], {first: by_form}))))
    assert packed(f"{wording.ANSWERED_BY}{wording.provenance_text(by_form)}") in text


def test_lines_stay_lines() -> None:
    content = write(a_report(noted("一行目\n二行目\r\n三行目\r四行目")))
    lines = [line.strip() for text in set_texts(content) for line in text.splitlines()]
    assert {"二行目", "三行目", "四行目"} <= set(lines)


def test_a_character_that_no_font_has_is_shown_by_its_code_with_a_note() -> None:
    text = whole_text(write(a_report(noted("가\x01\u202eabc\ud800"))))
    assert "〔U+AC00〕〔U+0001〕〔U+202E〕abc〔U+D800〕" in text
    assert packed("この報告書の字体にない文字を") in text
    assert packed("この報告書の字体にない文字を") not in whole_text(one_written("every level"))


def test_the_longest_memo_breaks_no_page_whatever_it_is_made_of() -> None:
    letters = "あxW。ー𠮷=漢\u00a0"
    memo = "".join(letter * 1100 for letter in letters) + "\n" * 100
    assert len(memo) == LONGEST_TEXT
    content = write(a_report(noted(memo)))
    assert faults_of(content) == []
    # PDFium leaves out a letter where a line ends within it; pypdf does not, but takes long for a page.
    told = zip(opened(content).pages, page_texts(content), strict=True)
    pages = [page.extract_text() for page, text in told if any(letter * 20 in text for letter in letters)]
    for letter in letters.strip():
        runs = re.findall(f"{letter}+", "\n".join(pages))
        # A line of the column holds some forty letters; what ran out of the page would be one line.
        assert max(map(len, runs)) < 80
        assert sum(map(len, runs)) >= 2 * 1100
    assert bookmarks(content)[-1] == bookmarks(one_written("every level"))[-1]


def test_a_long_memo_is_told_in_order_to_its_last_letter() -> None:
    memo = "".join(f"{number}番目の文。" for number in range(1200))[:LONGEST_TEXT]
    assert running_text(write(a_report(noted(memo)))).count(memo) == 2


def test_long_notes_at_every_question_are_all_told() -> None:
    full = STATES["full depth"]
    notes = {id: replace(answer, memo="長い説明。" * 60) for id, answer in full.answers.items()}
    content = write(a_report(replace(full, answers=notes)))
    assert faults_of(content) == []
    assert running_text(content).count("長い説明。" * 60) == 48


@settings(max_examples=5)
@given(st.lists(st.text(st.characters(), max_size=60), min_size=24, max_size=24))
def test_no_text_keeps_the_report_from_being_written(memos: list[str]) -> None:
    assert faults_of(write(a_report(noted(*memos)))) == []
