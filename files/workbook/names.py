"""The names of the sheets, by which formulas of charts find each other."""

OVERVIEW, AXES, ANSWERS, ACTIONS = "概要", "分野別", "回答", "次の一手"
ROADMAP, COMPARISON, QUESTIONS = "工程表", "比較", "設問一覧"
