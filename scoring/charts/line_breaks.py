"""Where a Japanese text that stands in a chart is broken into lines."""

from math import ceil
from textwrap import wrap

# JIS X 4051: closing marks, the long vowel mark and small kana begin no line.
BEGIN_NO_LINE = "、。)」・ーァィゥェォッャュョぁぃぅぇぉっゃゅょ"


def in_lines(text: str, length: int) -> list[str]:
    """The text in lines of about the same length, at most `length` characters and what may not begin the next line."""
    lines = wrap(text, ceil(len(text) / ceil(len(text) / length)))
    for number in range(1, len(lines)):
        while lines[number] and lines[number][0] in BEGIN_NO_LINE:
            lines[number - 1] += lines[number][0]
            lines[number] = lines[number][1:]
    return [line for line in lines if line]
