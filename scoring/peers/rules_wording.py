"""What sharing means for a municipality, and the rules of 比較 in words: written once, with the limits they state."""

from typing import NamedTuple

from questionnaire.peer import Sharing
from scoring.peers import wording
from scoring.peers.protection import FEWEST_ANONYMOUS, FEWEST_FOR_SPREAD

SHARING_TEXTS = {
    Sharing.PRIVATE: "比較に使わない",
    Sharing.ANONYMOUS: "匿名で集計に使う",
    Sharing.NAMED: "団体名つきで公開する",
}
SHARING_MEANINGS = {
    Sharing.PRIVATE: "ほかの団体には、この診断の何も見えません。自団体がほかの団体と比べることはできます。",
    Sharing.ANONYMOUS: f"かんたん診断の設問の段階だけが、匿名の{FEWEST_ANONYMOUS}団体以上をまとめた集計に入ります。"
    "団体名、メモ、根拠は出ません。やめると、次の月の1日の集計から外れます。",
    Sharing.NAMED: "かんたん診断の設問の段階が、団体名つきで、このシステムを使うすべての団体に見えます"
    "(セキュリティの分野は、匿名の集計だけに入ります)。メモと根拠は出ません。やめると、団体名はすぐに消えます。",
}
MONTHLY = "集計は毎月1日時点のもので、その月に提出した回答は次の月の集計から入ります。"


class Rule(NamedTuple):
    """One rule of 比較: what holds, and why."""

    title: str
    text: str
    reason: str


RULES = (
    Rule(
        "くらべるもの",
        "かんたん診断の設問の答えだけを、同じ設問どうしで比べます。「わからない」のある団体は、その設問を使う数字に入りません。",
        "診断の深さが違う団体どうしも、同じものさしで比べるためです。",
    ),
    Rule(
        "いつの数字か",
        MONTHLY + "団体名つきの公開をやめた団体の名前は、月の途中でもすぐに消えます。",
        "毎日計算し直すと、数字の動きから、その日に提出した団体の回答がわかるおそれがあるためです。",
    ),
    Rule(
        "匿名の団体の数",
        wording.LIMITS,
        f"{FEWEST_ANONYMOUS}団体より少ない集計や、{FEWEST_FOR_SPREAD}団体より少ない散らばりからは、1つの団体の回答が"
        "読み取れることがあるためです。",
    ),
    Rule(
        "匿名の団体が入るグループ",
        "匿名の団体は、都道府県、団体の種類、類似団体、すべての団体の集計にだけ入ります。"
        "近くの団体と選んだ団体には、団体名を公開している団体と、取り込んだ団体だけが入ります。",
        "見る人が相手を選べると、選び方を変えて1つの団体の回答を割り出せるためです。",
    ),
    Rule(
        "セキュリティの分野",
        wording.SEALED,
        "守りの弱いところが外から団体名つきでわかると、攻撃に使われるおそれがあるためです。",
    ),
    Rule(
        "取り込んだ団体",
        wording.FILES_LEFT_OUT,
        "ファイルは誰でもいつでも入れ替えられるため、匿名の団体の集計を動かせないようにしています。",
    ),
    Rule(
        "示さない数字",
        f"示せないところは「{wording.NOT_SHOWN}」と書きます。全員が同じ段階の設問の内訳と、"
        "ほかのグループや前の月との差から1つの団体の回答がわかる数字は、示しません。",
        "グループを見比べたり、月を追ったりしても、匿名の団体の回答がわからないようにするためです。",
    ),
    Rule(
        "百分位",
        "提出した回答が、比べた団体の何%より高いかです。自団体は除き、同じ値の団体は半分と数えます。下書きにはありません。",
        "下書きの回答を少しずつ動かすと、ほかの団体の値を探れるためです。順位は示しません。",
    ),
    Rule("中央値と四分位", wording.METHOD, "表計算ソフトのQUARTILE.INCと同じ求め方です。"),
)
