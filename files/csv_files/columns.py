"""What a column of our CSV files holds, by its name: a name means the same in every file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from questionnaire.assessment import LONGEST_TEXT
from questionnaire.model import HIGHEST_LEVEL, Depth
from questionnaire.plan import STANCE_TEXTS
from questionnaire.quarter import QUARTERS
from scoring.wording import CONFIRMED, STATE_TEXTS, UNCONFIRMED

Kind = Literal["string", "integer", "number"]

ID = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


@dataclass(frozen=True)
class Field:
    """Type, meaning and limits of a column, in the terms of Table Schema. A cell may be empty unless it is required."""

    kind: Kind
    about: str
    limits: Mapping[str, Any] = field(default_factory=dict)


def _text(about: str, **limits: Any) -> Field:
    return Field("string", about, limits)


def _share(about: str) -> Field:
    return Field("number", about, {"minimum": 0, "maximum": 100})


def _maturity(about: str) -> Field:
    return Field("number", about, {"minimum": 0, "maximum": 3})


def _fiscal_year(about: str) -> Field:
    return Field("integer", about, {"required": True, "minimum": 2000, "maximum": 2099})


def _quarter(about: str) -> Field:
    return Field("integer", about, {"required": True, "minimum": 1, "maximum": QUARTERS})


FIELDS: Mapping[str, Field] = {
    # Whose it is
    "団体コード": _text("全国地方公共団体コード。0で始まるものがあるため文字として読む", pattern=r"\d{6}"),
    "団体名": _text("市区町村の名前"),
    "年度": _fiscal_year("4月に始まる年度の西暦"),
    "設問版": _text("設問の版", required=True),
    "深さ": _text("coreはかんたん診断、fullはくわしく診断", required=True, enum=[depth.value for depth in Depth]),
    # What is asked and answered
    "設問ID": _text("変わることのない設問の名前", required=True, pattern=ID),
    "分野ID": _text("変わることのない分野の名前。全体はoverall", required=True, pattern=ID),
    "分野": _text("分野", required=True),
    "ステップID": _text("変わることのないステップの名前", pattern=ID),
    "ステップ": _text("ステップ"),
    "設問": _text("設問の文"),
    "回答状態": _text("回答の状態", required=True, enum=list(STATE_TEXTS.values())),
    "段階": Field("integer", "選んだ段階。段階のない回答では空", {"minimum": 0, "maximum": HIGHEST_LEVEL}),
    "選択肢": _text("選んだ段階の文"),
    # One letter more for the guard against formulas.
    "メモ": _text("回答のメモ。式と読まれる文字で始まるものには前に ' が付く", maxLength=LONGEST_TEXT + 1),
    "根拠": _text("回答の根拠。式と読まれる文字で始まるものには前に ' が付く", maxLength=LONGEST_TEXT + 1),
    "確認": _text("前の年度から写したままの回答は未、そのほかは済", enum=[CONFIRMED, UNCONFIRMED]),
    # The result
    "到達ステップ番号": Field("integer", "到達したステップの数", {"minimum": 0, "maximum": 3}),
    "到達ステップ": _text("到達したステップの名前"),
    "成熟度": _maturity("端数を含む成熟度"),
    "成熟度_上限": _maturity("わからないと未回答を段階3としたときの成熟度"),
    "回答率(%)": _share("確認した回答のある設問の割合"),
    # The comparison with peers, empty where it may not be shown
    "比較グループ": _text("比べた団体のグループ"),
    "比較年度": Field("integer", "比べた回答の年度"),
    "比較団体数": Field("integer", "比べた団体の数", {"minimum": 0}),
    "比較中央値": _maturity("比べた団体の成熟度の中央値"),
    "第1四分位": _maturity("比べた団体の成熟度の第1四分位"),
    "第3四分位": _maturity("比べた団体の成熟度の第3四分位"),
    "百分位": _share("成熟度が自団体より低い団体の割合。同じ団体は半分と数える"),
    # The plan over the fiscal years
    "次の一手ID": _text("変わることのない次の一手の名前", required=True, pattern=ID),
    "次の一手": _text("次の一手", required=True),
    "進める人": _text("中心になって進める人", required=True),
    "決めたこと": _text("次の一手について決めたこと", enum=list(STANCE_TEXTS.values())),
    "開始年度": _fiscal_year("始める年度の西暦"),
    "開始四半期": _quarter("始める四半期。第1は4月から"),
    "終了年度": _fiscal_year("終える年度の西暦"),
    "終了四半期": _quarter("終える四半期"),
    "計画年度": _fiscal_year("この行の人日と費用の年度の西暦"),
    "人日": Field("number", "この年度の手間", {"required": True, "minimum": 0}),
    "費用(万円)": Field("integer", "この年度の費用の見積り", {"required": True, "minimum": 0}),
    "理由": _text("計画に入っている理由"),
}

# A column for each step, whose short name stands in it.
ATTAINMENT = "達成率_"


def field_of(column: str) -> Field:
    """What the column of this name holds. Raises `KeyError` for a column that is not described here."""
    if column.startswith(ATTAINMENT):
        return _share("このステップの達成率")
    return FIELDS[column]
