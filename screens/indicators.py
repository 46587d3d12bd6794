"""公表データの読み込み: what デジタル庁's table holds and changes, and taking all of it in or nothing."""

import streamlit as st

from files.csv_files import indicators_csv
from files.fault import FileError
from questionnaire.clock import today
from questionnaire.indicator_table import DateError, as_of
from questionnaire.indicators import indicators
from scoring.indicator_wording import contents_rows, source_text, table_text
from screens import session
from screens.parts import frame, markup, published
from screens.parts.code_field import ask_code

opened, known = session.opened(), indicators()
st.title("公表データの読み込み", anchor=False)
if opened is None or opened.is_example:
    frame.nothing_open()
if not opened.may_edit:
    st.info("閲覧用のリンクで開いています。公表データは、編集用のリンクから読み込めます。")
    st.stop()
if session.trouble():
    st.stop()

st.html(
    markup.text("p", f"{known.publisher}「{known.title}」の表(CSV)を読み込むと、設問の横に公表された値が出ます。")
    + markup.text("p", "読み込んだ表は、このシステムを使うすべての団体の画面に出ます。診断の回答は変わりません。")
)
before = published.kept_table()
st.html(markup.text("p", source_text(known, before) if before else "まだ読み込まれていません。", css="mark"))

# What is no CSV or too large is told below in Japanese; what Streamlit says of it is English.
handed_in = st.file_uploader(f"{known.publisher}の表を選んでください")
if handed_in is None:
    st.stop()
typed = st.text_input("表の日付(ファイル名に日付がないとき。例:2024-07-12)", autocomplete="off")
try:
    table = indicators_csv.read(handed_in.getvalue(), handed_in.name, as_of(handed_in.name, typed, today()))
except DateError as error:
    st.warning(f"{error}。")
    st.stop()
except FileError as error:
    st.error("このファイルは読み込めません。表の形が変わっているか、別のファイルです。何も変わっていません。")
    st.html(markup.listed(f"{fault.line}行目:{fault.what}" for fault in error.faults))
    st.stop()
if table == before:
    st.info("このファイルの表は、すでに読み込まれています。")
    st.stop()

header = ["指標", "この表の値", "今の表と違う団体"]
rows = contents_rows(known, table, before)
st.html(markup.table(f"読み込むのは、{table_text(known, table)}です。", header, rows, has_total=False))
code = ask_code()
if st.button("この表を読み込む", key="take-in", type="primary"):
    trouble = published.take_in(table, code)
    if trouble:
        st.error(f"読み込めませんでした。{trouble}")
    else:
        st.success("読み込みました。設問の横に公表された値が出ます。")
