"""How colours look to people: simulated sight, contrast, distance. A colour is #RRGGBB, or its linear RGB."""

Linear = tuple[float, ...]
Matrix = tuple[Linear, Linear, Linear]

# Of sRGB in the luminance Y: IEC 61966-2-1, and WCAG 2.2, "relative luminance".
LUMINANCE = (0.2126, 0.7152, 0.0722)
# Machado, Oliveira and Fernandes 2009 (doi 10.1109/TVCG.2009.113), severity 1.0, for linear sRGB; the numbers as the
# authors publish them: www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html.
SIGHTS: dict[str, Matrix] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "grey print": (LUMINANCE, LUMINANCE, LUMINANCE),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# CIE XYZ of sRGB (IEC 61966-2-1), each row divided by that of its white, D65.
TO_XYZ: Matrix = (
    (0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505),
    LUMINANCE,
    (0.0193 / 1.0891, 0.1192 / 1.0891, 0.9505 / 1.0891),
)


def linear(colour: str) -> Linear:
    """The light that #RRGGBB stands for: IEC 61966-2-1."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def seen(colour: str, sight: str) -> Linear:
    """The colour as it looks to this sight."""
    return tuple(min(1.0, max(0.0, part)) for part in _times(SIGHTS[sight], linear(colour)))


def over(colour: str, opacity: float, paper: str) -> str:
    """The colour as it stands when it covers the paper only so far; browsers mix the coded values."""
    parts = [(int(colour[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(opacity * above + (1 - opacity) * below):02X}" for above, below in parts)


def contrast(one: Linear, other: Linear) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted(sum(_weighted(LUMINANCE, colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: Linear, other: Linear) -> float:
    """How far apart the colours look: CIE 1976 L*a*b*. From about 2.3 on a difference is noticed (Mahy et al. 1994)."""
    return float(sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5)


def _lab(colour: Linear) -> Linear:
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in _times(TO_XYZ, colour)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: Matrix, colour: Linear) -> Linear:
    return tuple(sum(_weighted(row, colour)) for row in matrix)


def _weighted(row: Linear, colour: Linear) -> list[float]:
    return [weight * part for weight, part in zip(row, colour, strict=True)]
