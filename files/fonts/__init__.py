"""The fonts of report and pictures, kept here unmodified with their licences, so that every machine gives the same.

BIZ UDPGothic draws nearly everything; Noto Sans JP has the rarer kanji (𠮷) and Noto Emoji the emoji that it lacks.
"""

from pathlib import Path

FOLDER = Path(__file__).parent

MAIN = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
FALLBACKS = ("NotoSansJP-Regular.ttf", "NotoEmoji-Regular.ttf")
# In the order in which a character is looked for.
FAMILIES = ("BIZ UDPGothic", "Noto Sans JP", "Noto Emoji")
