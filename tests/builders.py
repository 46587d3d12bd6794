"""Small values for tests: each builder gives something valid, and a test states only what matters to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.draft import Draft
from questionnaire.model import (
    Action,
    Axis,
    Cost,
    Depth,
    Document,
    Estimate,
    Lift,
    Practice,
    Question,
    Questionnaire,
    Rules,
    RuleText,
    Share,
    Source,
    Step,
    Survey,
    Version,
)

SOKA, KOSHIGAYA, MATSUBUSHI = "112216", "112224", "114651"
STEP_IDS = ("digitization", "digitalization", "dx")
AXIS_IDS = tuple(f"axis-{letter}" for letter in "abcdefgh")

A_SOURCE = Source(document="a-document", section="1.1")
UNKNOWN = Answer(AnswerState.UNKNOWN)


def level(number: int) -> Answer:
    """An answer at this level."""
    return Answer(AnswerState.ANSWERED, number)


def not_applicable(memo: str = "所管の施設がない") -> Answer:
    return Answer(AnswerState.NOT_APPLICABLE, memo=memo)


def a_question(id: str, step: str = "digitization", *, core: bool = True, **changes: object) -> Question:
    fields: dict[str, object] = {
        "id": id,
        "step": step,
        "core": core,
        "text": f"{id}を行っていますか。",
        "levels": (
            "行っていない。",
            "1つの課で試している。",
            "2つ以上の課で行っている。",
            "全庁で行い、毎年見直している。",
        ),
        "why": "進み具合を表します。",
        "evidence": ("一覧",),
        "usual_section": "情報担当課",
        "sources": (A_SOURCE,),
    }
    return Question.model_validate(fields | changes)


def an_axis(id: str, questions: Sequence[Question] | None = None) -> Axis:
    """An axis; by default with a core question in each cell, called `{axis}-{step}`."""
    asked = questions or [a_question(f"{id}-{step}", step) for step in STEP_IDS]
    return Axis(id=id, name=f"分野{id}", label=(f"分野{id}",), about="見るところ", questions=tuple(asked))


def an_axis_with_second_questions(id: str) -> Axis:
    """An axis with a core and a further question in each cell; the further one may be 該当しない."""
    further = [a_question(f"{id}-{step}-2", step, core=False, allows_not_applicable=True) for step in STEP_IDS]
    return an_axis(id, [*an_axis(id).questions, *further])


def an_action(id: str, question: str, to: int = 2, *, days: int = 10, **changes: object) -> Action:
    fields: dict[str, object] = {
        "id": id,
        "lifts": (Lift(question=question, to=to),),
        "title": f"{id}を行う",
        "why": "次のステップの前提になるからです。",
        "afterwards": "2つ以上の課で行われています。",
        "steps": ("決める。", "試す。", "広げる。"),
        "leads": "DX担当課",
        "effort_days": Estimate(low=days, plan=days, high=days),
        "months": Estimate(low=1, plan=2, high=3),
        "cost_man_yen": Cost(first=0, yearly=0),
        "suits": "どの規模でも",
        "sources": (A_SOURCE,),
    }
    return Action.model_validate(fields | changes)


def a_questionnaire(
    axes: Sequence[Axis] = (), actions: Sequence[Action] = (), depths: Sequence[Depth] = (Depth.CORE, Depth.FULL)
) -> Questionnaire:
    """A questionnaire of eight axes with one core question a cell, and the real thresholds."""
    asked = tuple(axes) or tuple(map(an_axis, AXIS_IDS))
    steps = tuple(
        Step(id=id, name=f"ステップ{id}", short_name=id, meaning="意味", sources=(A_SOURCE,)) for id in STEP_IDS
    )
    return Questionnaire(
        version=Version(
            id="v2026-1",
            title="試験用",
            status="draft",
            changed="2026-11-22",
            depths=tuple(depths),
            axes=tuple(axis.id for axis in asked),
            steps=steps,
            survey=Survey(document="a-document", fiscal_year=2021, label="読み取り", municipalities=(SOKA,)),
        ),
        rules=Rules(
            reached_at=Share(numerator=2, denominator=3),
            axes_needed=6,
            not_yet="これから",
            worked_example=(3, 1, 2),
            texts=(RuleText(id="attainment", title="達成率", text="割ります。", reason="数えるためです。"),),
            sources=(A_SOURCE,),
        ),
        documents=(
            Document(
                id="a-document",
                title="資料",
                publisher="発行者",
                as_of="2021-11",
                short="資料",
                sections={"1.1": "現状"},
            ),
        ),
        axes=asked,
        actions=tuple(actions),
        practices=(),
        readings=(),
    )


def a_draft(*questions: Question) -> Draft:
    """A version as it was read, with these questions in its first axis."""
    asked = a_questionnaire([an_axis(AXIS_IDS[0], questions)])
    return Draft(
        name=asked.version.id,
        version=asked.version,
        rules=asked.rules,
        documents=asked.documents,
        axes=asked.axes,
        actions=(),
        practices=(),
        readings=(),
        files=dict.fromkeys([AXIS_IDS[0], *(q.id for q in questions)], f"questions/{AXIS_IDS[0]}.toml"),
        kinds={AXIS_IDS[0]: "axes"} | dict.fromkeys((q.id for q in questions), "questions"),
        broken=frozenset(),
        unread=frozenset(),
    )


def an_assessment(
    answers: Mapping[str, Answer] | None = None,
    *,
    municipality: str = SOKA,
    fiscal_year: int = 2026,
    version: str = "v2026-1",
    depth: Depth = Depth.CORE,
) -> Assessment:
    return Assessment(municipality, fiscal_year, version, depth, dict(answers or {}))


def answered_alike(questionnaire: Questionnaire, answer: Answer, depth: Depth = Depth.CORE) -> Assessment:
    """An assessment with the same answer to every asked question."""
    return an_assessment({question.id: answer for question in questionnaire.asked(depth)}, depth=depth)


def answered_by_step(questionnaire: Questionnaire, *levels: Sequence[int], depth: Depth = Depth.CORE) -> Assessment:
    """An assessment with these levels, one for each step, axis by axis; a single row of levels serves every axis."""
    rows = levels if len(levels) > 1 else levels * len(questionnaire.axes)
    answers = {
        question.id: level(number)
        for axis, row in zip(questionnaire.axes, rows, strict=True)
        for step, number in zip(questionnaire.steps, row, strict=True)
        for question in axis.questions
        if question.step == step.id and (question.core or depth is Depth.FULL)
    }
    return an_assessment(answers, depth=depth)


def with_answers(assessment: Assessment, answers: Mapping[str, Answer]) -> Assessment:
    """The same assessment with these answers changed or added."""
    return replace(assessment, answers={**assessment.answers, **answers})


def an_axis_with_three_questions_a_cell(id: str) -> Axis:
    """An axis with three questions in each cell: `{axis}-{step}`, and that with -2 and -3 at its end."""
    further = [
        a_question(f"{id}-{step}-{number}", step, core=False, allows_not_applicable=True)
        for step in STEP_IDS
        for number in (2, 3)
    ]
    return an_axis(id, [*an_axis(id).questions, *further])


def a_practice(id: str, question: str = f"{AXIS_IDS[0]}-{STEP_IDS[0]}", **changes: object) -> Practice:
    fields: dict[str, object] = {
        "id": id,
        "title": "試験の取組み",
        "municipality": SOKA,
        "as_of": "2021-11",
        "question": question,
        "summary": "試した。",
        "source": A_SOURCE,
    }
    return Practice.model_validate(fields | changes)


def with_practices(questionnaire: Questionnaire, *practices: Practice) -> Questionnaire:
    """The same questionnaire with these practices."""
    return questionnaire.model_copy(update={"practices": practices})
