"""A receipt on paper: what was tried, how often, what got through; the digest and signature of the JSON it prints."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from .signing import digest

MARGIN = 18 * mm
WIDTHS = (112 * mm, 18 * mm, 20 * mm, 24 * mm)
_styles = getSampleStyleSheet()
TITLE, HEADING, BODY = _styles["Title"], _styles["Heading2"], _styles["BodyText"]
SMALL = ParagraphStyle("small", parent=BODY, fontSize=8, leading=10)
CODE = ParagraphStyle("code", parent=SMALL, fontName="Courier", wordWrap="CJK")


def as_pdf(document: dict[str, Any]) -> bytes:
    """The receipt as a PDF. It is a print of the JSON, which is what was signed."""
    report, signature = document["report"], document["signature"]
    target = BytesIO()
    pages = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title="Isolation receipt",
        author="Hearth",
        lang="en-GB",
    )
    story: list[Any] = [Paragraph("Isolation receipt", TITLE), *_summary(report), Spacer(1, 6 * mm), _table(report)]
    for check in report["checks"]:
        wrong = [*check["failures"], *[f"Not tried: {each}" for each in check["untried"]]]
        if wrong:
            story += [Paragraph(escape(check["title"]), HEADING), *[Paragraph(escape(each), SMALL) for each in wrong]]
    if report["limits"]:
        story += [Paragraph("What this does not prove", HEADING)]
        story += [Paragraph(escape(each), BODY) for each in report["limits"]]
    story += [
        Paragraph("Signature", HEADING),
        Paragraph("This page is a print. What was signed is the JSON file of the same receipt.", BODY),
        Paragraph(f"SHA-256 of the report: {digest(document)}", CODE),
        Paragraph(f"{escape(signature['algorithm'])}: {escape(signature['value'])}", CODE),
    ]
    if "public_key" in signature:
        story.append(Paragraph(f"Public key: {escape(signature['public_key'])}", CODE))
    pages.build(story)
    return target.getvalue()


def _summary(report: dict[str, Any]) -> list[Any]:
    made = datetime.fromisoformat(report["made_at"])
    council = report["council"]["name"] if report["council"] else "all councils of this installation"
    outcome = (
        f"It holds: {report['tried']:,} attempts to reach one council from another, none got through."
        if report["holds"]
        else f"It does NOT hold: {report['failed']:,} of {report['tried']:,} attempts got through,"
        f" {report['untried']} could not be made."
    )
    lines = [
        outcome,
        f"Made for {council} on {made.day} {made:%B %Y at %H:%M} UTC, in {report['seconds']} seconds.",
        f"Asked for by {report['asked_by'] or 'an operator'}, at {report['place']['base_domain']}.",
        f"{report['place']['database']}; database logins: {report['place']['logins']}.",
    ]
    return [Paragraph(escape(line), BODY) for line in lines]


def _table(report: dict[str, Any]) -> Table:
    rows: list[list[Any]] = [["What was tried", "Holds", "Attempts", "Got through"]]
    for check in report["checks"]:
        counts = "; ".join(f"{name}: {count}" for name, count in check["counts"].items())
        words = escape(check["title"]) + (f"<br/><font color='#505a5f'>{escape(counts)}</font>" if counts else "")
        rows.append([Paragraph(words, SMALL), "yes" if check["holds"] else "NO", check["tried"], check["failed"]])
    style = TableStyle(
        [
            ("FONTSIZE", (0, 0), (-1, -1), 8),
            ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#b1b4b6")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
        ]
    )
    return Table(rows, colWidths=WIDTHS, repeatRows=1, style=style)
