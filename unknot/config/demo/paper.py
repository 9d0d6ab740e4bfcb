"""A sheet of paper as the smallest PDF that readers open: a few lines of plain text."""

from collections.abc import Sequence

LINE_PT, TOP_PT, LEFT_PT = 24, 760, 72
ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


def paper(lines: Sequence[str]) -> bytes:
    """One A4 page with these lines of ASCII. Source of the format: ISO 32000-1, 7.5 and 9.4."""
    said = " ".join(f"({line.translate(ESCAPED)}) Tj 0 -{LINE_PT} Td" for line in lines)
    drawn = f"BT /F1 14 Tf {LEFT_PT} {TOP_PT} Td {said} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    ]
    return _file(objects)


def _file(objects: Sequence[str]) -> bytes:
    """The objects one after another, and the table that says at which byte each begins."""
    text, begins = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        begins.append(len(text))
        text += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in begins)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return (text + f"xref\n0 {size}\n0000000000 65535 f \n{table}" + trailer).encode("ascii")
