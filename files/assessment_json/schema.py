"""What the file of a whole assessment looks like; docs/assessment.schema.json is made from it."""

import json
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from questionnaire.assessment import AnswerState
from questionnaire.model import HIGHEST_LEVEL, Depth
from questionnaire.moment import moment_of
from questionnaire.peer import Sharing
from questionnaire.plan import Stance
from questionnaire.quarter import QUARTERS

FORMAT: Literal["dx-assessment"] = "dx-assessment"
FORMAT_VERSION: Literal[3] = 3
# What files have since which version. They are read in every version; in an older one these names are unknown.
SINCE = {"municipality_class": 2, "consents": 2, "peer_sets": 2, "decisions": 3, "targets": 3, "plan": 3}
SINCE_IN_ANSWERS = {"section": 3, "person": 3, "answered_on": 3}
SINCE_IN_SUBMISSIONS = {"municipality_class": 2}


def _existing(text: str) -> str:
    moment_of(text)
    return text


def _existing_day(text: str) -> str:
    date.fromisoformat(text)
    return text


Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_existing_day)]
Time = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$"),
    AfterValidator(_existing),
    Field(description="協定世界時(UTC)。日本時間より9時間前"),
]
Figure = Annotated[float, Field(allow_inf_nan=False)]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AnswerPart(_Part):
    """1つの回答"""

    state: AnswerState = Field(description="回答状態")
    level: Annotated[int, Field(ge=0, le=HIGHEST_LEVEL)] | None = Field(
        description="段階。回答状態が answered のときだけ"
    )
    memo: str = Field(description="メモ(入力したとおり)")
    evidence: str = Field(description="根拠(入力したとおり)")
    is_confirmed: bool = Field(description="前の年度から写したまま確認していないときだけ false")
    section: str = Field("", description="回答票で答えた課(回答課)。ほかの回答は空")
    person: str = Field("", description="回答票で答えた人(回答者)。ほかの回答は空")
    answered_on: Day | None = Field(None, description="回答票で答えた日(回答日)。ほかの回答は null")


class RevisionPart(AnswerPart):
    """保存された回答の1回分"""

    revision: int = Field(ge=1, description="その設問への何回目の回答か(1から続く)")
    saved_at: Time
    saved_by: str = Field(max_length=32, description="保存した画面の印(人の名前ではない)")


class SubmissionPart(_Part):
    """1回の提出"""

    number: int = Field(ge=1, description="何回目の提出か(1から続く)")
    version: Identifier = Field(description="設問版")
    depth: Depth = Field(description="診断の深さ")
    submitted_at: Time
    municipality_class: str = Field("", max_length=60, description="提出したときの類似団体の類型。なければ空")
    answers: dict[Identifier, AnswerPart] = Field(description="設問IDごとの、提出した回答")


class ConsentPart(_Part):
    """比較にどう使ってよいかの、1回の選択"""

    since: Time
    sharing: Sharing = Field(description="private 使わない、anonymous 匿名で集計に使う、named 団体名つきで公開する")


class PeerSetPart(_Part):
    """比較する団体の組"""

    name: str = Field(description="組の名前")
    codes: tuple[Annotated[str, Field(pattern=r"^\d{6}$")], ...] = Field(description="団体コード。コードの順")


class QuarterPart(_Part):
    """年度の四半期"""

    year: int = Field(ge=2000, le=2099, description="年度")
    quarter: int = Field(ge=1, le=QUARTERS, description="四半期。1は4から6月、4は翌年の1から3月")


class DecisionPart(_Part):
    """次の一手について決めたこと"""

    stance: Stance = Field(description="will_do 実施する、will_not しない、under_way 実施中、done 済")
    start: QuarterPart | None = Field(description="開始した四半期。under_way のときだけ")


class TargetPart(_Part):
    """分野の目標"""

    step: Identifier = Field(description="到達するステップ")
    fiscal_year: int = Field(ge=2000, le=2099, description="到達する年度")


class StagePart(_Part):
    """計画のよさ"""

    value: Figure = Field(description="この計画の値")
    bound: Figure = Field(description="どの計画もこれを超えないと証明された値")


class PlanPart(_Part):
    """工程表"""

    made_at: Time
    made_in: QuarterPart = Field(description="計画を作った四半期")
    first_year: int = Field(ge=2000, le=2099, description="計画の最初の年度")
    days: tuple[int, ...] = Field(description="計画の年度ごとの人日")
    man_yen: tuple[int, ...] = Field(description="計画の年度ごとの費用(万円)")
    decisions: dict[Identifier, DecisionPart] = Field(description="計画を作ったときの、次の一手ごとの決定")
    starts: dict[Identifier, QuarterPart] = Field(description="次の一手ごとの、開始する四半期")
    reached: StagePart = Field(description="年度末と分野にわたる、到達ステップの合計")
    attainment: StagePart = Field(description="年度末と分野とステップにわたる、達成率の合計(0.0から1.0を1つとする)")
    is_greedy: bool = Field(description="最適化によらず、順に組み立てた計画のときだけ true")


class AssessmentFile(_Part):
    """診断1つと、その回答の履歴と提出の内容"""

    format: Literal["dx-assessment"]
    format_version: Literal[1, 2, 3]
    municipality: str = Field(pattern=r"^\d{6}$", description="団体コード(6桁)")
    fiscal_year: int = Field(ge=2000, le=2099, description="年度(令和8年度は2026)")
    version: Identifier = Field(description="設問版")
    depth: Depth = Field(description="診断の深さ")
    created_at: Time
    submitted_at: Time | None = Field(description="提出済みで変えられない間だけ、提出した時刻")
    answers: dict[Identifier, Annotated[tuple[RevisionPart, ...], Field(min_length=1)]] = Field(
        description="設問IDごとの、すべての回答。最後がいまの回答"
    )
    submissions: tuple[SubmissionPart, ...] = Field(description="提出した内容。古い順")
    municipality_class: str = Field("", max_length=60, description="類似団体の類型。選んでいなければ空")
    consents: tuple[ConsentPart, ...] = Field((), description="共有の選択。選んだ順。最後がいまの選択")
    peer_sets: tuple[PeerSetPart, ...] = Field((), description="比較する団体の組。名前の順")
    decisions: dict[Identifier, DecisionPart] = Field({}, description="次の一手のIDごとの、決めたこと")
    targets: dict[Identifier, TargetPart] = Field({}, description="分野のIDごとの目標")
    plan: PlanPart | None = Field(None, description="残してある工程表。なければ null")


def schema_text() -> str:
    """The JSON Schema of the file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | AssessmentFile.model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
