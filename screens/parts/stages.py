"""The stages of 使い方: what is done at each, and the picture of it."""

from typing import NamedTuple

from screens.parts import markup

# Of each picture, in pixels; `make pictures` takes them so (tests/pictures.py).
PICTURE_SIZE = (1000, 840)


class Stage(NamedTuple):
    """One stage of the way: what is done there, and what the picture shows to whom does not see it."""

    title: str
    text: str
    picture: str
    alternative: str


STAGES = (
    Stage(
        "団体を選んではじめる",
        "「はじめに」で団体名の一部かよみがなを入れ、団体と年度を選んで「この団体で診断をはじめる」を押します。"
        "次に出る「復元票」のリンクを、印刷するか控えてください。続きはこのリンクから開きます。",
        "start",
        "「はじめに」の画面。団体名を入れる欄に「そうか」とあり、草加市、年度、診断の深さを選ぶ欄とはじめるボタンが並ぶ。",
    ),
    Stage(
        "分野ごとに答える",
        "あてはまる選択肢のうち、いちばん進んだものを選びます。選ぶとすぐに保存されるので、途中で閉じてもかまいません。"
        "分からないときは「わからない」を選び、担当課に聞いてから選び直します。",
        "answer",
        "「推進体制・計画」の回答画面。設問の下に4つの段階の文と「わからない」が並び、1つが選ばれている。",
    ),
    Stage(
        "結果を見る",
        "到達したステップと、8つの分野の成熟度が分かります。数字の理由は「数字の内訳」を開くと読めます。",
        "result",
        "「結果」の画面。到達したステップの文の下に、8つの分野のレーダーチャートがある。",
    ),
    Stage(
        "次の一手を選ぶ",
        "少ない手間で成熟度が上がるものから並んでいます。進めるものに「実施する」の印を付けると、「工程表」で年度ごとの計画になります。",
        "actions",
        "「次の一手」の画面。すすめる取組みの題名、終わったあとの姿、手間と上がる成熟度が1件ずつ枠の中にある。",
    ),
    Stage(
        "報告書を受け取る",
        "「出力」で、首長や委員会に配る報告書(PDF)、Excelのブック、図の画像を受け取れます。すべて答えたら「提出」します。",
        "output",
        "「出力」の画面。診断報告書(PDF)、ブック(XLSX)、レーダーチャートの画像を受け取るボタンが並ぶ。",
    ),
)


def stage_card(number: int, stage: Stage) -> str:
    """One stage as HTML."""
    return markup.element(
        "section",
        markup.text("h2", f"{number}. {stage.title}"),
        markup.text("p", stage.text),
        markup.picture(f"./pictures/{stage.picture}.png", stage.alternative, PICTURE_SIZE),
    )
