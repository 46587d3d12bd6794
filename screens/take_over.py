"""回答の取り込み: what an answers CSV or an answer form would change, and taking all of it over or nothing."""

import streamlit as st

from files import handed_in
from files.fault import FileError
from questionnaire.differences import differences, mismatches
from scoring.wording import whole_answer_text
from screens import session
from screens.parts import frame, markup
from screens.session import answers

opened = session.opened()
frame.head("回答の取り込み")
if opened is None or opened.is_example:
    frame.nothing_open()
if not opened.is_editable:
    frame.read_only_notice()
    st.stop()

st.html(
    markup.text(
        "p",
        "各課から返ってきた回答票(XLSX)と、Excelなどで直した回答CSVを読み込めます。どちらも「出力」で受け取れます。",
    )
    + markup.text(
        "p", "回答票は、書き込まれた設問だけを取り込みます。メモと根拠の欄が空のところは、今のメモと根拠が残ります。"
    )
    + markup.text("p", "はじめに変わるところを示します。「取り込む」を押すまで、回答は変わりません。")
)
# What is no CSV or too large is told below in Japanese; what Streamlit says of it is English.
file = st.file_uploader("回答票(XLSX)か回答CSVを選んでください")
if file is None:
    st.stop()

try:
    given = handed_in.read(file.getvalue(), file.name, opened.assessment)
except FileError as error:
    st.error("このファイルは取り込めません。次のところを直してください。回答は変わっていません。")
    st.html(markup.listed(fault.told for fault in error.faults))
    st.stop()
if wrong := mismatches(opened.assessment, given):
    st.error("この診断の回答CSVではありません。回答は変わっていません。")
    st.html(markup.listed(wrong))
    st.stop()

seen = answers.compared_revisions()
changed = differences(opened.questionnaire, opened.assessment, given)
if not changed:
    st.info("このファイルの回答は、すべて今の診断に入っています。取り込むものはありません。")
    st.stop()
rows = [
    (one.question.text, whole_answer_text(one.present, one.question), whole_answer_text(one.given, one.question))
    for one in changed
]
header = ["設問", "今の回答", "ファイルの回答"]
st.html(markup.table(f"{len(changed)}問の回答が変わります。", header, rows, has_total=False))
if st.button(f"{len(changed)}問をすべて取り込む", key="take-over", type="primary"):
    trouble = answers.take_over([(one.question, one.given) for one in changed], seen)
    if trouble:
        st.error(f"取り込めませんでした。{trouble}")
    else:
        st.success(f"{len(changed)}問を取り込みました。")
