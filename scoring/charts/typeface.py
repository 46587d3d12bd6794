"""The typeface of every chart."""

# Windows 10 and 11 have the first one (facts.md); the others stand in where it is missing.
FONT = "BIZ UDPGothic, Hiragino Sans, Noto Sans JP, IPAexGothic, sans-serif"
