"""The colours of every chart, light and dark, each with one meaning in all of them."""

from typing import NamedTuple


class Palette(NamedTuple):
    """Colours as #RRGGBB, no two alike, so that a screen can exchange one palette for the other colour by colour."""

    paper: str
    text: str
    """Words, and the marks of the targets."""
    own: str
    upper: str
    """What may still come: the upper end of the own range."""
    median: str
    band: str
    """The middle half of the peers: its edge as it stands here, its area paler."""
    ring: str
    """Lines that are read: rings and lines of the steps, the beginning of a year."""
    spoke: str
    """Lines that only lead the eye: spokes, quarters, rows."""
    running: str
    """What is under way, inside an edge of the own colour."""


# Words have 4.5:1 on the paper, lines 3:1 (WCAG 2.2, 1.4.3 and 1.4.11), and the series of a chart differ by a stated
# distance, also in grey print and for dichromats: tests/scoring/charts/test_chart_colours.py. So each series has its
# own lightness, whatever its hue. Black, white and the blues of light are those of デジタル庁デザインシステム.
LIGHT = Palette(
    paper="#FFFFFF",
    text="#1A1A1A",
    own="#0017C1",
    upper="#3460FB",
    median="#A8430A",
    band="#BE8230",
    ring="#767676",
    spoke="#949494",
    running="#E8F1FE",
)
DARK = Palette(
    paper="#1A1A1C",
    text="#F2F2F2",
    own="#B3C6FF",
    upper="#6E92F5",
    median="#EE7A30",
    band="#8C6A2A",
    ring="#A6A6A6",
    spoke="#767676",
    running="#1B2A52",
)
# How much of the colour its area keeps, so that lines and words show through it.
BAND_OPACITY, POLYGON_OPACITY = 0.38, 0.12
