"""What the model cannot see: whether the parts of a version fit each other. One check finds one kind of fault."""

from questionnaire.checks import advice, phrasing, questions, sources, version
from questionnaire.draft import Draft
from questionnaire.fault import ContentFault

CHECKS = (*version.CHECKS, *questions.CHECKS, *phrasing.CHECKS, *advice.CHECKS, *sources.CHECKS)


def meaning_faults(draft: Draft) -> list[ContentFault]:
    """Every fault of meaning and wording in the version, in no particular order."""
    return [fault for check in CHECKS for fault in check(draft)]
