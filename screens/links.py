"""リンクと復元票: who may edit and who may read, a sheet to print, new links, and removing the assessment."""

import streamlit as st

from questionnaire.clock import today
from questionnaire.fiscal_year import day_text
from scoring.wording import assessment_text
from screens import pages, session
from screens.parts import frame, markup
from screens.session import lifecycle
from storage.links import LinkKind

opened = session.opened()
frame.head("リンクと復元票")
if opened is None or opened.is_example:
    frame.nothing_open()
if not opened.may_edit:
    st.info("閲覧用のリンクで開いています。リンクを作り直すには、編集用のリンクで開いてください。")
    pages.link(pages.result(), "結果を見る")
    st.stop()

made = lifecycle.made_links()
if lifecycle.is_new():
    st.success(
        "診断を作りました。下の2つのリンクを控えてから、回答を始めてください。閲覧用のリンクは、今だけ表示されます。"
    )
    # Not set off as the way on: the links are to be noted first.
    pages.link(pages.answer(session.next_axis()), "回答を始める")
elif made:
    st.success("新しいリンクを作りました。前のリンクを使っていた人に伝えてください。")
sheet = [("団体と年度", assessment_text(opened.assessment)), ("編集用のリンク(回答を書き換えられます)", session.link())]
if made and made.read:
    sheet.append(("閲覧用のリンク(見るだけです)", session.link_of(made.read, pages.result().url_path)))
sheet.append(("印刷した日", day_text(today())))

st.html(
    markup.element(
        "section",
        markup.text("h2", "復元票"),
        markup.text(
            "p",
            "この診断をもう一度開くためのリンクの控えです。Ctrl+P で印刷するか、庁内のファイルに写してください。"
            "編集用のリンクは、この画面をお気に入り(ブックマーク)に入れても残せます。",
        ),
        markup.described(sheet),
        markup.text(
            "p",
            "リンクを知っている人は誰でも開けます。編集用のリンクをなくしたときは、このシステムの管理者に新しいリンクを頼んでください。",
            css="note",
        ),
        css="sheet",
    )
)
if not lifecycle.is_new():
    with frame.ways_on():
        pages.link_to_answers()
st.header("リンクを作り直す", anchor=False)
st.html(
    markup.text(
        "p",
        "作り直すと、前のリンクでは開けなくなります。閲覧用のリンクは、作った直後にだけ表示されます。"
        "控えていないときは、作り直して、見るだけの人に渡してください。",
    )
)
for kind, name in ((LinkKind.READ, "閲覧用"), (LinkKind.EDIT, "編集用")):
    if st.button(f"{name}のリンクを作り直す"):
        if lifecycle.renew(kind):
            st.rerun()
        st.error(f"リンクを作り直せませんでした。{session.TROUBLE}")

st.header("診断を削除する", anchor=False)
st.html(markup.text("p", "回答、変更の記録、提出したものを、すべて消します。元に戻せません。"))
is_sure = st.checkbox(f"{assessment_text(opened.assessment)}の診断を、すべて消してよい")
is_asked = st.button("この診断を削除する")
if is_asked and not is_sure:
    st.error("削除していません。消してよいときは、上の四角に印を付けてから押してください。")
elif is_asked:
    trouble = lifecycle.remove()
    if not trouble:
        st.switch_page(pages.start())
    st.error(f"削除できませんでした。{trouble}")
