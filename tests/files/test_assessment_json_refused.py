"""Nothing impossible comes in by a JSON file of an assessment, and each fault is told with its line."""

import json
from collections.abc import Callable

import pytest

from files.assessment_json import read, write
from files.assessment_json.places import places
from files.fault import FileError
from questionnaire.assessment import LONGEST_TEXT
from questionnaire.kept_plan import KeptPlan
from tests.builders import SOKA
from tests.csv_files import is_japanese
from tests.planned import ACTIONS, a_plan
from tests.stored import FURTHER, QUESTIONS
from tests.whole_assessments import A_TIME, A_TIME_TEXT, Content, a_whole_assessment, edited

FIRST, SECOND = QUESTIONS[0].id, QUESTIONS[1].id
UNKNOWN_QUESTION = "no-such-question"
DONE_PART: Content = {"stance": "done", "start": None}
A_QUARTER: Content = {"year": 2027, "quarter": 1}
PLAN_PART: Content = json.loads(write(a_whole_assessment(plan=KeptPlan(a_plan(), A_TIME))))["plan"]


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(FileError) as refused:
        read(content, "診断.json")
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "1行目: JSONとして読めません"),
        (b'{\n"format": ', "2行目: JSONとして読めません"),
        (b"[" * 100_000, "JSONとして読めません"),
        (b'{"fiscal_year": ' + b"9" * 5000 + b"}", "JSONとして読めません"),
        (b"[]", "ファイル全体: 表({ })ではありません"),
        (b"{}", "1行目: この診断のファイルではありません"),
        (b'{"more": ' + b"[" * 900 + b"]" * 900 + b"}", "1行目: "),
        ('{\n"format": "診断"}'.encode("cp932"), "2行目: 文字コードがUTF-8ではありません"),
        (write(a_whole_assessment(is_frozen=True)).replace(b'"core"', b'"\\ud83d"'), "JSONとして読めません"),
        (edited(lambda it: it.update(format="else")), "2行目: この診断のファイルではありません"),
        (edited(lambda it: it.update(format_version=4)), "3行目: 新しい版のプログラムで書き出された"),
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes, what: str) -> None:
    faults = faults_of(content)
    assert any(what in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (lambda it: it.update(more=1), "more: 知らない項目です"),
        (lambda it: it.pop("depth"), "depth: 必要な項目がありません"),
        (lambda it: it.update(depth="deep"), "7行目: depth: 決められた語ではありません"),
        (lambda it: it.update(fiscal_year="2026"), "5行目: fiscal_year: 整数ではありません"),
        (lambda it: it.update(fiscal_year=2026.0), "5行目: fiscal_year: 整数ではありません"),
        (lambda it: it.update(fiscal_year=1999), "fiscal_year: 小さすぎます"),
        (lambda it: it.update(municipality="11221"), "4行目: municipality: 決められた形ではありません"),
        (lambda it: it.update(municipality="112217"), "団体コード「112217」の市区町村はありません"),
        (lambda it: it.update(version="v1999-1"), "6行目: version: 設問版「v1999-1」はありません"),
        (lambda it: it.update(created_at="2026-11-22"), "8行目: created_at: 決められた形ではありません"),
        (lambda it: it.update(created_at="2026-02-30T00:00:00.000000Z"), "created_at: そのような日や時刻はありません"),
        (lambda it: it.update(submissions=[]), "提出した内容がありません"),
        (lambda it: it["answers"].update({UNKNOWN_QUESTION: it["answers"][FIRST]}), "は設問版 v2026-1 にありません"),
        (lambda it: it["answers"].update({FIRST: []}), f"answers → {FIRST}: 数が足りません"),
        (lambda it: it["answers"][FIRST][0].update(level=4), f"answers → {FIRST} → 1 → level: 大きすぎます"),
        (lambda it: it["answers"][FIRST][0].update(level=True), "level: 整数ではありません"),
        (lambda it: it["answers"][FIRST][0].update(level=None), "回答状態が「回答」なのに段階がありません"),
        (lambda it: it["answers"][FIRST][0].update(state="unknown"), "「回答」ではないのに段階があります"),
        (lambda it: it["answers"][FIRST][0].update(state="?"), "state: 決められた語ではありません"),
        (lambda it: it["answers"][FIRST][0].update(memo="あ" * (LONGEST_TEXT + 1)), "メモは10,000文字までです"),
        (lambda it: it["answers"][FIRST][0].update(evidence="前\0後"), "根拠に使えない文字(NUL)があります"),
        (lambda it: it["answers"][FIRST][0].update(memo=None), "memo: 文字列ではありません"),
        (lambda it: it["answers"][FIRST][0].update(section="あ" * 101), "回答課は100文字までです"),
        (lambda it: it["answers"][FIRST][0].update(person="前\0後"), "回答者に使えない文字(NUL)があります"),
        (lambda it: it["answers"][FIRST][0].update(answered_on="2026-02-30"), "そのような日や時刻はありません"),
        (lambda it: it["answers"][FIRST][0].update(answered_on="20261120"), "answered_on: 決められた形ではありません"),
        (lambda it: it["answers"][FIRST][0].update(person="x"), "いまの回答が提出した回答と違います"),
        (lambda it: it["answers"][FIRST][0].pop("section"), "→ 1 → section: 必要な項目がありません"),
        (lambda it: it["submissions"][0]["answers"][FIRST].pop("person"), "person: 必要な項目がありません"),
        (lambda it: it.update(format_version=2), "person: format_version 2 のファイルにはない項目です"),
        (lambda it: it["answers"][FIRST][0].update(is_confirmed=1), "is_confirmed: true か false ではありません"),
        (lambda it: it["answers"][FIRST][0].update(saved_by="x" * 33), "saved_by: 長すぎます"),
        (lambda it: it["answers"][FIRST][0].update(state="not_applicable", level=None, memo="ない"), "選べません"),
        (lambda it: it["answers"][FIRST][0].update(revision=2), "番号が1から続いていません(1のはずが2)"),
        (lambda it: it["answers"][FIRST].append(it["answers"][FIRST][0]), "番号が1から続いていません(2のはずが1)"),
        (lambda it: it["answers"][FIRST].append(it["answers"][FIRST][0] | {"revision": 3}), "(2のはずが3)"),
        (lambda it: it["answers"][FIRST][0].update(level=3), "いまの回答が提出した回答と違います"),
        (lambda it: it["answers"].pop(FIRST), "いまの回答が提出した回答と違います"),
        (lambda it: it["submissions"][0].update(number=2), "submissions → 1 → number: 番号が1から続いていません"),
        (lambda it: it["submissions"][0].update(version="v1999-1"), "設問版「v1999-1」はありません"),
        (lambda it: it["submissions"][0].update(depth="full"), f"{FURTHER[0].id}: 提出した回答が、未回答か未確認です"),
        (lambda it: it["submissions"][0]["answers"].pop(FIRST), f"{FIRST}: 提出した回答が、未回答か未確認です"),
        (
            lambda it: it["submissions"][0]["answers"][FIRST].update(is_confirmed=False),
            f"submissions → 1 → answers → {FIRST}: 提出した回答が、未回答か未確認です",
        ),
        (
            lambda it: it["submissions"][0]["answers"].update(
                {UNKNOWN_QUESTION: it["submissions"][0]["answers"][FIRST]}
            ),
            "は設問版 v2026-1 にありません",
        ),
        (lambda it: it["submissions"][0]["answers"][FIRST].update(revision=1), "revision: 知らない項目です"),
        (lambda it: it.pop("consents"), "consents: 必要な項目がありません"),
        (lambda it: it["submissions"][0].pop("municipality_class"), "municipality_class: 必要な項目がありません"),
        (lambda it: it.update(format_version=1), "consents: format_version 1 のファイルにはない項目です"),
        (lambda it: it.update(municipality_class="city-9-9"), "類似団体の類型「city-9-9」はありません"),
        (lambda it: it["submissions"][0].update(municipality_class="x"), "類似団体の類型「x」はありません"),
        (lambda it: it.pop("plan"), "plan: 必要な項目がありません"),
        (lambda it: it.update(format_version=2), "decisions: format_version 2 のファイルにはない項目です"),
        (lambda it: it["decisions"].update({"x": DONE_PART}), "decisions → x: 次の一手「x」はありません"),
        (lambda it: it["decisions"].update({ACTIONS[0]: DONE_PART | {"stance": "x"}}), "決められた語ではありません"),
        (lambda it: it["decisions"].update({ACTIONS[0]: DONE_PART | {"start": A_QUARTER}}), "「実施中」のときだけ"),
        (lambda it: it["decisions"].update({ACTIONS[0]: DONE_PART | {"stance": "under_way"}}), "四半期を選んで"),
        (lambda it: it["targets"].update({"x": {"step": "dx", "fiscal_year": 2027}}), "分野「x」はありません"),
        (lambda it: it["targets"].update({"people": {"step": "x", "fiscal_year": 2027}}), "ステップ「x」はありません"),
        (lambda it: it["targets"].update({"people": {"step": "dx", "fiscal_year": 2025}}), "目標の年度は2026から"),
        (lambda it: it.update(plan=PLAN_PART | {"days": [1]}), "plan: 人日と費用は、計画の年度ごとに"),
        (lambda it: it.update(plan=PLAN_PART | {"starts": {"x": A_QUARTER}}), "plan: 次の一手「x」はありません"),
        (lambda it: it.update(plan=PLAN_PART | {"made_in": {"year": 2026, "quarter": 5}}), "quarter: 大きすぎます"),
        (lambda it: it.update(plan=PLAN_PART | {"reached": {"value": 1.0}}), "bound: 必要な項目がありません"),
        (lambda it: it["consents"].append({"since": "2026", "sharing": "named"}), "決められた形ではありません"),
        (lambda it: it["consents"].append({"since": A_TIME_TEXT, "sharing": "all"}), "決められた語ではありません"),
        (lambda it: it["peer_sets"].append({"name": "", "codes": [SOKA]}), "peer_sets → 1: 名前がありません"),
        (lambda it: it["peer_sets"].append({"name": "組", "codes": ["112217"]}), "「112217」の市区町村はありません"),
        (lambda it: it.update(peer_sets=[{"name": "組", "codes": [SOKA]}] * 2), "名前の順に1つずつ並んでいません"),
    ],
)
def test_what_an_assessment_cannot_be_is_refused(edit: Callable[[Content], object], what: str) -> None:
    faults = faults_of(edited(edit))
    assert any(what in fault for fault in faults), faults
    assert all(is_japanese(fault) for fault in faults)


def test_every_fault_is_told_with_its_line_in_the_order_of_the_file() -> None:
    def edit(content: Content) -> None:
        content["municipality"] = "000000"
        content["answers"][SECOND][0]["memo"] = "\0"
        content["submissions"][0]["answers"].pop(FIRST)

    content = edited(edit)
    lines = content.decode().splitlines()
    faults = faults_of(content)
    numbers = [int(fault.removeprefix("診断.json ").partition("行目")[0]) for fault in faults]
    assert numbers == sorted(numbers)
    assert any("municipality" in lines[number - 1] for number in numbers)
    second = next(index for index, line in enumerate(lines) if SECOND in line)
    assert second + 2 in numbers  # the first revision begins one line below the name


def test_a_name_that_stands_twice_is_refused() -> None:
    written = write(a_whole_assessment()).replace(b'"answers": {}', b'"answers": {},\n  "answers": {}')
    assert faults_of(written) == ["診断.json 11行目: answers: 同じ名前が2つあります"]


def test_every_value_of_a_json_text_has_its_line() -> None:
    text = '{\n "a": [1,\n  {"b\\"":"}"}, [] ],\n "c" : {}\n}'
    found = places(text)
    paths = {(): 1, ("a",): 2, ("a", 0): 2, ("a", 1): 3, ("a", 1, 'b"'): 3, ("a", 2): 3, ("c",): 4}
    assert (found.lines, found.repeated) == (paths, [])
    assert found.line(("c", "nothing", 0)) == 4
    assert places('{"a": 1, "a": 2}').repeated == [("a",)]
