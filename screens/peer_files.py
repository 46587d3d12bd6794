"""他団体のデータ: the comparison CSVs of other municipalities taken in and removed, and the own one to hand over."""

import streamlit as st

from files.csv_files import comparison_csv, csv_outputs
from files.fault import FileError
from files.report import Report
from questionnaire.clock import today
from screens import pages, session
from screens.comparing import peer_import
from screens.parts import frame, markup
from screens.parts.code_field import ask_code
from screens.parts.offer import offer

opened = session.opened()
st.title("他団体のデータ", anchor=False)
if opened is None or opened.is_example:
    frame.nothing_open()
if session.trouble():
    st.stop()

st.header("自団体の比較用CSVを渡す", anchor=False)
offer(csv_outputs.comparison(Report(opened.questionnaire, opened.assessment, today())).output)

st.header("ほかの団体の比較用CSVを取り込む", anchor=False)
if not opened.may_edit:
    st.info("閲覧用のリンクで開いています。編集用のリンクから取り込めます。")
    st.stop()
st.html(
    markup.text("p", "受け取ったファイルを取り込むと、その団体が団体名つきで「比較」に出ます。")
    + markup.text("p", "このシステムを使うすべての団体の画面に出ます。渡した団体の了解を得てから取り込んでください。")
)
present = peer_import.kept()
code = ask_code()
# What is no CSV or too large is told below in Japanese; what Streamlit says of it is English.
handed_in = st.file_uploader("比較用CSVを選んでください(いくつでも)", accept_multiple_files=True)
if handed_in:
    try:
        files = comparison_csv.read((file.name, file.getvalue()) for file in handed_in)
    except FileError as error:
        st.error("取り込めません。次のところを直してください。何も取り込んでいません。")
        st.html(markup.listed(map(str, error.faults)))
        st.stop()
    rows = peer_import.preview(files, present)
    told = [f"{file.file}:{note}" for file in files for note in file.notes]
    st.html(markup.table("取り込むもの", peer_import.HEADER, rows, has_total=False) + markup.listed(told))
    if st.button(f"{len(rows)}団体分をすべて取り込む", key="take-in-peers", type="primary"):
        if trouble := peer_import.take_in(files, code):
            st.error(f"取り込めませんでした。{trouble}")
        else:
            st.success(f"{len(rows)}団体分を取り込みました。")
            pages.link(pages.comparison(), "比較を見る")
            present = peer_import.kept()

st.header("取り込んだ団体", anchor=False)
if not present:
    st.html(markup.text("p", "まだありません。"))
    st.stop()
st.html(markup.listed(map(peer_import.kept_text, present)))
gone = st.selectbox(
    "取り除く団体", present, index=None, format_func=peer_import.kept_text, placeholder="選んでください"
)
if st.button("この団体を取り除く"):
    if gone is None:
        st.error("取り除く団体を選んでください。")
    elif trouble := peer_import.take_out(gone, code):
        st.error(f"取り除けませんでした。{trouble}")
    else:
        st.rerun()
