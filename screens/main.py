"""Where every run begins: open what the address names, store what was answered, then show the page."""

import streamlit as st

from screens import pages, session
from screens.style import STYLE

session.open_from_address()
session.store_changes()

page = st.navigation(
    {
        "": [pages.start()],
        "回答": [pages.answer(axis) for axis in session.asked().axes],
        "結果と説明": [pages.result(), pages.practices(), pages.about()],
    },
    expanded=True,
)
st.set_page_config(page_title=f"{page.title} | {pages.APPLICATION}", page_icon="📊", layout="centered")
st.html(STYLE)
session.show_axis(pages.axis_of(page))

if session.has_unsaved():
    st.error(
        "回答を保存できていません。この画面を閉じずに、しばらくしてからもう一度どれかを選んでください。"
        "続くときは管理者に伝えてください。"
    )
if session.link_is_wrong():
    st.error(
        "このリンクの診断は見つかりません。リンクが途中で切れていないか確かめて、「はじめに」で貼り付け直してください。"
    )

page.run()
session.heartbeat()
