"""Where every run begins: open what the address names, store what was answered, then show the page."""

import streamlit as st

from questionnaire.fault import ContentError
from questionnaire.offered import offered
from screens import pages, session
from screens.parts import markup
from screens.session import answers, decisions, opening
from storage.transaction import StorageError

try:
    offered()
except ContentError as error:
    st.error("設問を読み込めないため、この診断は使えません。次のことを管理者に伝えてください。")
    st.html(markup.listed(map(str, error.faults)))
    st.stop()
here = opening.open_and_store()
decisions.store_changes(here.opened)

page = st.navigation(
    {
        "": [pages.start(), pages.guide()],
        "回答": pages.answers(here),
        "結果": [
            pages.result(),
            pages.comparison(),
            pages.actions(),
            pages.roadmap(),
            pages.trend(),
            pages.practices(),
            pages.output(),
            pages.about(),
        ],
        "診断の管理": [
            pages.submission(),
            pages.links(),
            pages.take_over(),
            pages.peer_files(),
            pages.indicators(),
        ],
    },
    expanded=True,
)
st.set_page_config(page_title=f"{page.title} | {pages.APPLICATION}", page_icon="📊", layout="centered")
here.axis = pages.axis_of(page, here.asked)

if here.has_unsaved:
    st.error(
        "回答を保存できていません。この画面を閉じずにお待ちください。保存できるようになると、自動で保存します。"
        "続くときは管理者に伝えてください。"
    )
if here.was_refused:
    st.error("ほかの人が提出したため、最後に選んだ回答は保存されていません。「提出」の画面で確かめてください。")
if here.trouble:
    st.error(here.trouble)
if here.link_is_wrong:
    st.error(
        "このリンクの診断は見つかりません。リンクが途中で切れていないか確かめて、「はじめに」で貼り付け直してください。"
        "リンクが作り直されたときは、新しいリンクを担当者か管理者に聞いてください。"
    )

for axis in answers.axes_in_conflict(here):
    st.warning(f"「{axis.name}」に、ほかの人と食い違い、まだ保存していない回答があります。")
    pages.link(pages.answer(axis), f"「{axis.name}」でどちらを残すか選ぶ")

# Before the page: some pages end early.
answers.heartbeat()
try:
    page.run()
except StorageError:
    st.error(session.TROUBLE)
