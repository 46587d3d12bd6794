"""Whether the head of a version and its rules fit together."""

from collections.abc import Iterator

from questionnaire.codes import is_code
from questionnaire.draft import Draft
from questionnaire.fault import ContentFault


def _version_in_the_wrong_folder(draft: Draft) -> Iterator[ContentFault]:
    if draft.version.id != draft.name:
        yield ContentFault("version.toml", draft.version.id, f"フォルダの名前({draft.name})と違います")


def _survey_that_is_unknown(draft: Draft) -> Iterator[ContentFault]:
    survey = draft.version.survey
    if "documents" not in draft.unread and survey.document not in {document.id for document in draft.documents}:
        yield ContentFault("version.toml", "", f"survey: 「{survey.document}」という資料はありません")
    for code in survey.municipalities:
        if not is_code(code):
            yield ContentFault("version.toml", "", f"survey: {code}は正しい団体コードではありません")


def _rules_that_do_not_fit(draft: Draft) -> Iterator[ContentFault]:
    if not 0 < draft.rules.reached_at.value <= 1:
        yield ContentFault("rules.toml", "", "reached_at が0より大きく1以下の割合ではありません")
    if draft.rules.axes_needed > len(draft.version.axes):
        yield ContentFault("rules.toml", "", "axes_needed が分野の数より大きくなっています")
    if len(draft.rules.worked_example) != len(draft.version.steps):
        yield ContentFault("rules.toml", "", "worked_example の段階の数がステップの数と違います")


CHECKS = (
    _version_in_the_wrong_folder,
    _survey_that_is_unknown,
    _rules_that_do_not_fit,
)
