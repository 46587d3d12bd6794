"""Which version the pages ask, and what a version can offer: a copy of the program with other content, as it runs."""

from pathlib import Path
from textwrap import dedent

import pytest

from questionnaire.released import FILE_NAME, fingerprint
from tests.copied_content import (
    SCREENS,
    a_copy_of_the_program,
    a_further_version,
    content_of,
    let_further_questions_not_apply,
    offer_only_the_core,
    python,
    set_status,
)

DRAFT = "v2099-1"
BEFORE = """
from storage.connect import database
from tests.builders import level
from tests.stored import ASKED, FURTHER, a_link, stored
from tests.tab import a_tab, follow, memo_box, messages, radio, text_of, turn_to

data = database()
"""
BEGIN = """
tab = a_tab()
tab.text_input(key="municipality-search").set_value("そうか").run()
tab.button[0].click().run()
print(tab.query_params["a"], stored(data, tab.query_params["a"]).version)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return a_copy_of_the_program(tmp_path / "program", *SCREENS)


def printed(program: Path, script: str, **environment: str) -> list[str]:
    """What a script prints that opens tabs in this program, with a database beside it."""
    environment |= {"DX_DATA_DIR": str(program.parent / "data")}
    done = python(program, "-c", BEFORE + dedent(script), **environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().splitlines()


def release(folder: Path) -> None:
    set_status(folder, "released")
    (folder.parent / FILE_NAME).write_text(f'{folder.name} = "{fingerprint(folder)}"\n', encoding="utf-8")


# Drafts


@pytest.mark.soak
def test_a_draft_is_offered_only_where_the_operator_names_it(program: Path) -> None:
    release(content_of(program))
    a_further_version(program, DRAFT)
    (begun,) = printed(program, BEGIN)
    (begun_with_draft,) = printed(program, BEGIN, DX_QUESTIONNAIRE=DRAFT)
    assert begun.split()[1] == content_of(program).name
    assert begun_with_draft.split()[1] == DRAFT


def test_an_assessment_is_read_with_its_own_version_whatever_is_offered(program: Path) -> None:
    release(content_of(program))
    a_further_version(program, DRAFT)
    link, version = printed(program, BEGIN)[0].split()
    about = f"""
        for address in ({{"a": "{link}"}}, {{}}):
            shown = text_of(a_tab("about", **address))
            print([name for name in ("{version}", "{DRAFT}") if f"({{name}}、" in shown])
    """
    assert printed(program, about, DX_QUESTIONNAIRE=DRAFT) == [f"['{version}']", f"['{DRAFT}']"]


@pytest.mark.soak
def test_a_version_that_is_not_there_is_told_with_those_that_are(program: Path) -> None:
    script = """
        for path in ("", "result"):
            tab = a_tab(path)
            print(len(tab.exception), messages(tab), text_of(tab).replace("\\n", " "))
    """
    first, second = printed(program, script, DX_QUESTIONNAIRE="v2026-99")
    assert first == second
    assert first.startswith("0 ['設問を読み込めないため、この診断は使えません。")
    named = content_of(program).name
    assert f"環境変数 DX_QUESTIONNAIRE: v2026-99: この名前の設問版はありません。{named} のどれかにするか" in first


@pytest.mark.soak
def test_a_draft_with_faults_is_told_with_each_of_them(program: Path) -> None:
    release(content_of(program))
    draft = a_further_version(program, DRAFT)
    (draft / "rules.toml").unlink()
    script = "print(messages(a_tab()), text_of(a_tab()))"
    told = "".join(printed(program, script, DX_QUESTIONNAIRE=DRAFT))
    assert "設問を読み込めないため、この診断は使えません。" in told
    assert "rules.toml: ファイルがありません" in told


# What a version offers


@pytest.mark.soak
def test_a_version_without_further_questions_leads_nowhere_deeper(program: Path) -> None:
    offer_only_the_core(content_of(program))
    script = """
        tab = a_tab("result", a=a_link(data, {question.id: level(1) for question in ASKED.questions if question.core}))
        print([button.label for button in tab.button])
        tab = a_tab()
        tab.text_input(key="municipality-search").set_value("そうか").run()
        print([radio.options for radio in tab.radio if radio.label == "診断の深さ"])
    """
    assert printed(program, script) == ["[]", "[['かんたん診断(24問、約15分)']]"]


def test_what_does_not_apply_asks_for_its_reason_before_the_question_is_done(program: Path) -> None:
    let_further_questions_not_apply(content_of(program))
    script = """
        last = FURTHER[-1]
        link = a_link(data, {q.id: level(1) for q in ASKED.questions if q != last}, ASKED.version.depths[-1])
        tab = a_tab(f"answer-{ASKED.axis_of[last.id].id}", a=link)
        print(radio(tab, last).options[4:])
        radio(tab, last).set_value("not_applicable").run()
        print(messages(tab), "48問中47問に答えました" in text_of(tab))
        memo_box(tab, last).set_value("所管の施設がない").run()
        print(messages(tab), "48問中48問に答えました" in text_of(tab))
        print(stored(data, link).answer(last.id).state.value, stored(data, link).answer(last.id).memo)
        turn_to(tab, "result")
        tab.radio[0].set_value(ASKED.version.depths[-1]).run()
        print("くわしく診断(48問)の結果" in text_of(tab), "該当しない(数えません)" in text_of(tab))
    """
    assert printed(program, script) == [
        "['わからない', '該当しない']",
        "['「該当しない」の理由をメモに書いてください。'] True",
        "[] True",
        "not_applicable 所管の施設がない",
        "True True",
    ]
