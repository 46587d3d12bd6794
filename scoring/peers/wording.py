"""比較 in words: written once, used by every screen and file."""

from decimal import Decimal

from questionnaire.fiscal_year import day_text, fiscal_year_text
from questionnaire.municipalities import MUNICIPALITIES
from questionnaire.peer import Origin
from scoring.peers.compared import Compared, Further
from scoring.peers.comparison import Comparison
from scoring.peers.group import Group, GroupKind, Obstacle
from scoring.peers.protection import FEWEST_ANONYMOUS, FEWEST_FOR_SPREAD
from scoring.peers.spread import Spread
from scoring.wording import maturity_text, percent_text

NOT_SHOWN = "示せません"

OBSTACLE_TEXTS = {
    Obstacle.TOO_FEW: f"比べられる団体が足りません。匿名の団体は、{FEWEST_ANONYMOUS}団体以上そろうと集計に入ります。",
    Obstacle.WOULD_EXPOSE: "示すと、ほかのグループや前の月の数字との差から、匿名の団体の回答がわかるおそれがあります。",
    Obstacle.CHANGED: "今月、集計に入っていた団体の回答が削除されました。来月1日の集計から示します。",
    Obstacle.NO_CLASS: "類似団体の類型が選ばれていません。",
    Obstacle.NOT_SUBMITTED: "匿名の団体を含む類似団体の集計は、提出のあとに示します。",
    Obstacle.SUBMITTED_ELSEWHERE: "この団体の提出は別の診断です。匿名の団体を含む集計は、その診断で示します。",
    Obstacle.NOBODY_BY_NAME: "団体名を公開している団体も、取り込んだ団体もまだありません。",
}
ORIGIN_TEXTS = {
    Origin.SUBMITTED: "このシステムでの提出",
    Origin.IMPORTED: "取り込んだ比較用CSV",
    Origin.SURVEY: "報告書からの読み取り",
}
NOBODY_YET = (
    "いまは、どのグループとも比べられません。ほかの団体が提出して比較に加わると、ここに中央値などを示します。"
    "グループごとの理由は、下にあります。"
)
LIMITS = (
    f"匿名の団体は{FEWEST_ANONYMOUS}団体以上そろったときだけ集計に入り、{FEWEST_FOR_SPREAD}団体未満のときは中央値だけを示します。"
    "新しく加わった団体は、まとまった数になるまで待って入ります。団体数は、その数字に必要な設問すべてに段階のある団体の数です。"
)
SEALED = (
    "セキュリティの分野は、団体名を公開している団体の分も団体名つきでは示しません。"
    "全体の成熟度と達成率は、セキュリティの分野が差し引きでわからないように、匿名の団体だけの集計です。"
)
FILES_LEFT_OUT = "取り込んだ団体は、匿名の団体を含む集計には入れていません。"
METHOD = "四分位は、値を小さい順に並べ、間は比例で補って求めています。小数は切り捨てています。"


def group_text(group: Group, municipality: str, municipality_class: str = "") -> str:
    """The name of a group as this municipality reads it: 同じ都道府県(埼玉県)."""
    place = MUNICIPALITIES[municipality]
    texts = {
        GroupKind.PREFECTURE: f"同じ都道府県({place.prefecture})",
        GroupKind.KIND: f"同じ種類の団体({place.kind})",
        GroupKind.CLASS: f"類似団体({municipality_class})" if municipality_class else "類似団体",
        GroupKind.ALL: "すべての団体",
        GroupKind.NEAREST: f"近くの{group.neighbours}団体",
        GroupKind.CHOSEN: f"選んだ団体「{group.name}」",
    }
    return texts[group.kind]


def basis_text(comparison: Comparison) -> str:
    """What the figures stand on: fiscal year, day and sources."""
    sources = "、".join(ORIGIN_TEXTS[origin] for origin in comparison.origins) or "なし"
    return f"{fiscal_year_text(comparison.fiscal_year)}の提出、{comparison.month.as_of_text}。出典:{sources}。"


def rank_text(comparison: Comparison) -> str:
    """Which answers the percentiles stand on, and what a percentile says."""
    if comparison.ranked is None:
        return "百分位は、提出のあとに示します。"
    day = day_text(comparison.ranked.submitted_at)
    return f"百分位は、{day}に提出した回答が、比べた団体の何%より高いかです(同じ値の団体は半分と数えます)。"


def summary_text(comparison: Comparison) -> str:
    """Where the office stands, axis by axis against the median, in one sentence. No order among peers."""
    *of_axes, _ = comparison.maturities
    known = [
        (name, Decimal(maturity_text(own)), peers.median) for name, own, peers in of_axes if peers.median is not None
    ]
    if not known:
        return "このグループで示せる分野はありません。"
    above, below = ([name for name, own, median in known if sign * (own - median) > 0] for sign in (1, -1))
    return f"中央値より高い分野は{_names(above)}中央値より低い分野は{_names(below)}"


def overall_text(comparison: Comparison) -> str:
    """The maturity of the whole office beside the median of the peers."""
    own = f"全体の成熟度は{maturity_text(comparison.own.overall.maturity)}"
    if comparison.overall.median is None:
        return f"{own}です。比べた団体の中央値は{NOT_SHOWN}。"
    return f"{own}、比べた団体の中央値は{comparison.overall.median}です。"


def spread_table(comparison: Comparison) -> tuple[list[str], list[list[str]]]:
    """Header and rows: each axis, the whole office, and the attainment of each step."""
    header = ["分野", "自団体", "団体数", "中央値", "第1四分位", "第3四分位", "百分位"]
    maturities = [_row(name, maturity_text(own), peers) for name, own, peers in comparison.maturities]
    shares = [_row(f"達成率 {name}", percent_text(own), peers, "%") for name, own, peers in comparison.attainments]
    return header, [*maturities, *shares]


def distribution_text(compared: Compared) -> str:
    """How many peers stand at each level, as one sentence."""
    if compared.distribution is None:
        return f"段階の内訳は{NOT_SHOWN}(団体が少ないか、回答の散らばりが小さいためです)。"
    counts = "、".join(f"段階{level}が{count}団体" for level, count in enumerate(compared.distribution))
    return f"{counts}({sum(compared.distribution)}団体)。"


def further_text(peer: Further) -> str:
    """A peer that is further on: 越谷市(埼玉県) 段階3."""
    place = MUNICIPALITIES.get(peer.municipality)
    name = place.label if place else peer.municipality
    source = "" if peer.origin is Origin.SUBMITTED else f"({ORIGIN_TEXTS[peer.origin]}、{_year(peer)})"
    return f"{name} 段階{peer.level}{source}"


def _year(peer: Further) -> str:
    return fiscal_year_text(peer.fiscal_year)


def _names(names: list[str]) -> str:
    return f"{'、'.join(f'「{name}」' for name in names)}です。" if names else "ありません。"


def _row(name: str, own: str, peers: Spread, unit: str = "") -> list[str]:
    values = (peers.median, peers.first_quartile, peers.third_quartile)
    texts = [NOT_SHOWN if value is None else f"{value}{unit}" for value in values]
    rank = NOT_SHOWN if peers.percentile is None else str(peers.percentile)
    return [name, own, str(peers.count) if peers.count else NOT_SHOWN, *texts, rank]
