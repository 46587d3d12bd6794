"""The version that new assessments are made with: the newest released one, or a draft that the operator tries out."""

import os

from questionnaire.fault import ContentError, ContentFault
from questionnaire.loader import newest_version, questionnaire, version_names
from questionnaire.model import Questionnaire

# Named in docs/changing-the-questionnaire.md.
VARIABLE = "DX_QUESTIONNAIRE"


def offered() -> Questionnaire:
    """The offered version. Raises `ContentError` when the operator named one that is not there, or a faulty one."""
    named = os.environ.get(VARIABLE)
    if not named:
        return questionnaire(newest_version())
    if named not in version_names():
        known = "、".join(version_names())
        what = f"この名前の設問版はありません。{known} のどれかにするか、指定を消してから、起動し直してください"
        raise ContentError([ContentFault(f"環境変数 {VARIABLE}", named, what)])
    return questionnaire(named)
