"""A report as a Word document: real styles, numbered captions, references that follow them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from concertnet.errors import ConcertnetError
from concertnet.report.harmless import harmless
from concertnet.report.numbering import Numbering, Run
from concertnet.report.record import Report, ReportFigure, ReportPart, ReportTable
from concertnet.report.writers.written import (
    Laid,
    drawn,
    lay_out,
    paragraphs,
)
from concertnet.swap import replace_bytes
from concertnet.words import words

__all__ = ["require_template", "write_word"]

_LANGUAGES = {"fr": "fr-CA", "en": "en-CA"}
# A document states when it was made: one day for all, so that the same report is the same bytes.
_MADE = dt.datetime(2000, 1, 1)
_ZIPPED = (2000, 1, 1, 0, 0, 0)
_INCH, _TWIPS = 914_400, 1_440
_FONT = "Arial"
_POINTS = 72  # of an inch
# Styles that a template may lack, and what they then are: (bold, size in points, level of title).
_STYLES = {
    "Title": (True, 22, None),
    "Subtitle": (False, 11, None),
    "Heading 1": (True, 16, 0),
    "Heading 2": (True, 13, 1),
    "Caption": (True, 10, None),
    "List Bullet": (False, None, None),
    "toc 1": (False, None, None),
    "TOC Heading": (True, 14, None),
}


def write_word(report: Report, path: Path, *, template: Path | None = None) -> Path:
    """Write a report as a .docx file, whole or not at all.

    Parameters
    ----------
    report : Report
        The report.
    path : Path
        The file.
    template : Path, optional
        A .docx whose styles, page, header and footer are taken; what it says is left out.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ConcertnetError
        If the template is no .docx, or the file cannot be written.
    """
    document = _Document(report, template)
    return replace_bytes(path, document.content())


def require_template(template: Path) -> None:
    """Refuse a template that is no document of Word, before anything is computed for it."""
    _opened(template)


def _opened(template: Path | None) -> Any:
    """Return a document without a text: the styles, page, header and footer of a template."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    wrong = (
        PackageNotFoundError, ValueError, KeyError, OSError, zipfile.BadZipFile, XMLSyntaxError,
    )  # fmt: skip
    try:
        opened = docx.Document(None if template is None else str(template))
        _keep_the_page(opened.element.body)
        _leave_behind(opened)
        _give_a_page(opened)
    except wrong as error:
        if template is None:
            raise
        raise ConcertnetError("error_report_template", path=template) from error
    return opened


def _keep_the_page(body: Any) -> None:
    """Leave in a body its last section alone, with the headers and footers that it goes on with."""
    repeated: dict[tuple[str, str], Any] = {}
    for section in body.xpath(".//w:sectPr"):
        for way in section.xpath("w:headerReference | w:footerReference"):
            repeated[way.tag, next(v for k, v in way.items() if k.endswith("}type"))] = way
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    for section in body.xpath("w:sectPr"):
        for way in section.xpath("w:headerReference | w:footerReference"):
            section.remove(way)
        for place, way in enumerate(repeated.values()):
            section.insert(place, way)


def _leave_behind(opened: Any) -> None:
    """Drop every part of a file that is neither a style nor the page: they hold others' words.

    Pictures, comments, notes, charts and revisions of what was there; who wrote it and for whom.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE as KIND

    taken = {
        KIND.STYLES, KIND.NUMBERING, KIND.THEME, KIND.FONT_TABLE, KIND.SETTINGS, KIND.WEB_SETTINGS,
    }  # fmt: skip
    part = opened.part
    pages = "".join(child.xml for child in opened.element.body)
    for name, relation in list(part.rels.items()):
        of_page = relation.reltype in (KIND.HEADER, KIND.FOOTER) and f'"{name}"' in pages
        if not (of_page or relation.reltype in taken):
            del part.rels[name]
    for name, relation in list(part.package.rels.items()):
        if relation.reltype != KIND.OFFICE_DOCUMENT:
            del part.package.rels[name]
    settings = opened.settings.element
    for tag in ("footnotePr", "endnotePr", "attachedTemplate", "docVars", "mailMerge", "rsids"):
        for element in settings.xpath(f"w:{tag}"):
            settings.remove(element)
    links = part.part_related_by(KIND.SETTINGS).rels
    for name in [name for name, relation in links.items() if relation.is_external]:
        del links[name]


def _give_a_page(opened: Any) -> None:
    """Give a document without a page, or whose page has no size, one of letter paper."""
    from docx.shared import Inches

    body = opened.element.body
    if not body.xpath("w:sectPr"):
        body.append(_element("w:sectPr"))
    page = opened.sections[-1]
    if page.page_width is None or page.page_height is None:
        page.page_width, page.page_height = Inches(8.5), Inches(11)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        if getattr(page, side) is None:
            setattr(page, side, Inches(1))


class _Document:
    """A document of Word being written."""

    def __init__(self, report: Report, template: Path | None) -> None:
        self.report, self.w = report, words(report.lang)
        self.numbering = Numbering(report)
        self.docx = _opened(template)
        self.is_own = template is None
        self.bookmarks = 0
        self._style_sheet()
        page = self.docx.sections[-1]
        # a template that lies is one whose author wants it so: nothing then stands
        self.always_lies = self.is_lying = page.page_width > page.page_height

    def content(self) -> bytes:
        """Return the bytes of the document."""
        self._front()
        for place, section in enumerate(self.report.sections):
            turned = self._stand()
            # the findings have a page of their own
            first = place < 2 and self.report.sections[0].key == "findings"
            self._heading(section.title, f"section_{section.key}", new_page=first and not turned)
            for part in section.parts:
                self._part(part)
        self._fill_on_opening()
        properties = self.docx.core_properties
        properties.title = harmless(self.report.title)[:255]
        properties.language = _LANGUAGES[self.report.lang]
        for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
            setattr(properties, name, "")
        properties.created = properties.modified = _MADE
        properties.revision = 1
        buffer = io.BytesIO()
        self.docx.save(buffer)
        return _same_bytes(buffer.getvalue())

    def _fill_on_opening(self) -> None:
        """Let Word fill the fields when it opens the document: the contents have their pages."""
        settings = self.docx.settings.element
        for old in settings.xpath("w:updateFields"):
            settings.remove(old)
        made = _element("w:updateFields", val="true")
        # its place among the settings is that of the schema
        after = settings.xpath(
            "w:footnotePr | w:endnotePr | w:compat | w:docVars | w:rsids | m:mathPr"
            " | w:attachedSchema | w:themeFontLang | w:clrSchemeMapping | w:shapeDefaults"
            " | w:decimalSymbol | w:listSeparator | w:hdrShapeDefaults"
        )
        if after:
            after[0].addprevious(made)
        else:
            settings.append(made)

    # -- styles and pages ----------------------------------------------------------------------

    def _style_sheet(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        known = {style.name for style in self.docx.styles}
        for name, (bold, size, level) in _STYLES.items():
            if name in known:
                continue
            style = self.docx.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            style.font.bold = bold or None
            style.font.size = None if size is None else Pt(size)
            if level is not None:
                style.paragraph_format.keep_with_next = True
                outline = _element("w:outlineLvl", val=str(level))
                style.element.get_or_add_pPr().append(outline)
        if self.is_own:
            self._own_look()
        lang = _element("w:lang", val=_LANGUAGES[self.report.lang])
        defaults = self.docx.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
        for run in defaults:
            for old in run.xpath("w:lang"):
                run.remove(old)
            run.append(lang)

    def _own_look(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Inches, Pt, RGBColor

        ink = RGBColor(0x1B, 0x1B, 0x1B)
        for name in ("Normal", "Title", "Subtitle", *(f"Heading {n}" for n in (1, 2))):
            style = self.docx.styles[name]
            style.font.name = _FONT
            style.font.color.rgb = ink
            # the theme's own fonts would win over the name
            for fonts in style.element.xpath(".//w:rFonts"):
                for attribute in list(fonts.attrib):
                    if attribute.endswith("Theme"):
                        del fonts.attrib[attribute]
        self.docx.styles["Normal"].font.size = Pt(11)
        self.docx.styles["Normal"].paragraph_format.space_after = Pt(7)
        self.docx.styles["Title"].font.size = Pt(24)
        self.docx.styles["Subtitle"].font.size = Pt(11)
        self.docx.styles["Subtitle"].font.italic = False
        self.docx.styles["Subtitle"].paragraph_format.space_after = Pt(2)
        caption = self.docx.styles["Caption"]
        caption.font.size, caption.font.color.rgb = Pt(10), ink
        caption.paragraph_format.space_before = Pt(8)
        page = self.docx.sections[0]
        page.page_width, page.page_height = Inches(8.5), Inches(11)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(page, side, Inches(1))
        foot = page.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _field(foot._p, "PAGE", "1")

    @property
    def _width(self) -> int:
        """The width of the text of the page, in English metric units."""
        page = self.docx.sections[-1]
        return page.page_width - page.left_margin - page.right_margin

    def _turn(self, *, lying: bool) -> bool:
        """Go on on a page that lies or stands; say whether that made a new one."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        if self.always_lies or lying == self.is_lying:
            return False
        old = self.docx.sections[-1]
        width, height = old.page_width, old.page_height
        page = self.docx.add_section(WD_SECTION.NEW_PAGE)
        page.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = height, width
        self.is_lying = lying
        return True

    def _stand(self) -> bool:
        return self._turn(lying=False)

    # -- what is written -----------------------------------------------------------------------

    def _front(self) -> None:
        self.docx.add_paragraph(harmless(self.report.title), style="Title")
        for fact in self.report.facts:
            self.docx.add_paragraph(harmless(fact), style="Subtitle")
        self.docx.add_paragraph(self.w["report_contents"], style="TOC Heading")
        self._contents()

    def _contents(self) -> None:
        """Write the table of contents as a field that Word fills, filled already with titles."""
        entries = [(s.title, _bookmark(f"section_{s.key}")) for s in self.report.sections]
        for place, (title, name) in enumerate(entries):
            paragraph = self.docx.add_paragraph(style="toc 1")
            tabs = _element("w:tabs")
            right = str(round(self._width / _INCH * _TWIPS))
            tabs.append(_element("w:tab", val="right", leader="dot", pos=right))
            paragraph._p.get_or_add_pPr().append(tabs)
            if not place:
                begin = _run()
                begin.append(_element("w:fldChar", fldCharType="begin", dirty="true"))
                paragraph._p.append(begin)
                paragraph._p.append(_instruction(r'TOC \o "1-1" \h \z \u'))
                paragraph._p.append(_mark("separate"))
            link = _element("w:hyperlink", anchor=name, history="1")
            link.append(_run(title))
            tab = _run()
            tab.append(_element("w:tab"))
            link.append(tab)
            _field(link, rf"PAGEREF {name} \h", "")
            paragraph._p.append(link)
            if place == len(entries) - 1:
                paragraph._p.append(_mark("end"))

    def _heading(self, title: str, key: str, *, new_page: bool) -> None:
        paragraph = self.docx.add_paragraph(style="Heading 1")
        paragraph.paragraph_format.page_break_before = new_page or None
        self._marked(paragraph._p, key, [_run(harmless(title))])

    def _part(self, part: ReportPart) -> None:
        self._stand()
        if part.title:
            self.docx.add_paragraph(part.title, style="Heading 2")
        running, listed = paragraphs(part)
        if running:
            paragraph = self.docx.add_paragraph()
            for place, sentence in enumerate(running):
                if place:
                    paragraph._p.append(_run(" "))
                self._told(paragraph._p, self.numbering.runs(sentence))
        for sentence in listed:
            item = self.docx.add_paragraph(style="List Bullet")
            self._told(item._p, self.numbering.runs(sentence))
        # in the order of their numbers
        for table in part.tables:
            how = self._laid(table)
            self._turn(lying=how.lies)
            self._table(table, how)
        for figure in part.figures:
            self._turn(lying=figure.is_wide)
            self._figure(figure)

    def _laid(self, table: ReportTable) -> Laid:
        page = self.docx.sections[-1]
        margins = page.left_margin + page.right_margin
        short, long = sorted((page.page_width, page.page_height))
        across = [(side - margins) / _INCH * _POINTS for side in (short, long)]
        if self.always_lies:
            across[0] = across[1]
        return lay_out(table, self.w, standing=across[0], lying=across[1])

    def _told(self, parent: Any, runs: Sequence[Run]) -> None:
        for text, key in runs:
            if not key:
                parent.append(_run(text))
                continue
            lower = "" if key.startswith("section_") else r" \* Lower"
            _field(parent, rf"REF {_bookmark(key)} \h{lower}", text)

    def _caption(self, kind: str, key: str, text: str) -> Any:
        paragraph = self.docx.add_paragraph(style="Caption")
        name, number = self.w[f"report_seq_{kind}"], str(self.numbering.numbers[key])
        label = [_run(f"{name}\u00a0"), *_field_runs(rf"SEQ {name} \* ARABIC", number)]
        self._marked(paragraph._p, key, label)
        paragraph._p.append(_run(f"{self.w['report_caption_dash']}{harmless(text)}"))
        return paragraph

    def _table(self, table: ReportTable, how: Laid) -> None:
        caption = self._caption("table", f"table_{table.key}", table.caption)
        caption.paragraph_format.keep_with_next = True
        body = self.docx.element.body
        body.insert(len(body) - 1, _table(how, self._width, self._grid()))
        after = self.docx.add_paragraph()
        if table.note:
            after.add_run(harmless(table.note)).italic = True

    def _grid(self) -> str:
        """Return the id of the style of tables; none where a template has none."""
        styles = {style.name: style.style_id for style in self.docx.styles}
        return styles.get("Table Grid", "")

    def _figure(self, figure: ReportFigure) -> None:
        from docx.shared import Emu

        page = self.docx.sections[-1]
        height = page.page_height - page.top_margin - page.bottom_margin - _INCH
        wide, high = figure.size
        # drawn at the size where it stands: its text is as large as that of any figure
        width = min(self._width, round(height * wide / high), round(wide * _INCH))
        figure = replace(figure, size=(width / _INCH, width / _INCH * high / wide))
        paragraph = self.docx.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = io.BytesIO(drawn(figure, kind="png"))
        shape = paragraph.add_run().add_picture(picture, width=Emu(width))
        about = shape._inline.docPr
        about.set("descr", harmless(figure.alternative))
        about.set("name", f"{self.w['report_seq_figure']} {figure.key}")
        self._caption("figure", f"figure_{figure.key}", figure.caption)

    def _marked(self, parent: Any, key: str, runs: Sequence[Any]) -> None:
        """Write runs between the two ends of a bookmark."""
        self.bookmarks += 1
        number = str(self.bookmarks)
        parent.append(_element("w:bookmarkStart", id=number, name=_bookmark(key)))
        for run in runs:
            parent.append(run)
        parent.append(_element("w:bookmarkEnd", id=number))


def _bookmark(key: str) -> str:
    # Word takes forty characters, and hides what begins by "_"
    return f"_cn_{key}"[:40]


def _element(tag: str, /, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _run(text: str = "") -> Any:
    made = _element("w:r")
    if text:
        written = _element("w:t")
        written.text = text
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(written)
    return made


def _mark(kind: str) -> Any:
    made = _run()
    made.append(_element("w:fldChar", fldCharType=kind))
    return made


def _instruction(code: str) -> Any:
    made = _run()
    written = _element("w:instrText")
    written.text = f" {code} "
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(written)
    return made


def _field_runs(code: str, shown: str) -> list[Any]:
    return [_mark("begin"), _instruction(code), _mark("separate"), _run(shown), _mark("end")]


def _field(parent: Any, code: str, shown: str) -> None:
    """Write a field with what it shows until Word fills it again."""
    for run in _field_runs(code, shown):
        parent.append(run)


def _table(laid: Laid, width: int, style: str) -> Any:
    """Return a table: its row of headings repeats on every page, no row is cut by one."""
    made = _element("w:tbl")
    about = _element("w:tblPr")
    if style:
        about.append(_element("w:tblStyle", val=style))
    total = round(width / _INCH * _TWIPS)
    about.append(_element("w:tblW", w=str(total), type="dxa"))
    about.append(_element("w:tblLayout", type="fixed"))
    about.append(_element("w:tblLook", val="0420", firstRow="1", noVBand="1"))
    made.append(about)
    widths = [int(total * share) for share in laid.shares]
    grid = _element("w:tblGrid")
    for one in widths:
        grid.append(_element("w:gridCol", w=str(one)))
    made.append(grid)
    half_points = str(round(2 * laid.size))
    made.append(_row(laid.headings, laid.numeric, widths, half_points, heading=True))
    for place, row in enumerate(laid.rows, start=1):
        # no page ends after its first row; none ends within a short table
        stays = place == 1 if not laid.is_whole else place < len(laid.rows)
        made.append(_row(row, laid.numeric, widths, half_points, stays=stays))
    return made


def _row(
    texts: list[str],
    numeric: list[bool],
    widths: list[int],
    half_points: str,
    *,
    heading: bool = False,
    stays: bool = False,
) -> Any:
    made, about = _element("w:tr"), _element("w:trPr")
    about.append(_element("w:cantSplit"))
    if heading:
        about.append(_element("w:tblHeader"))
    made.append(about)
    for text, is_number, width in zip(texts, numeric, widths, strict=True):
        cell, look = _element("w:tc"), _element("w:tcPr")
        look.append(_element("w:tcW", w=str(width), type="dxa"))
        if heading:
            look.append(_element("w:shd", val="clear", color="auto", fill="EDEDEA"))
        cell.append(look)
        paragraph, form = _element("w:p"), _element("w:pPr")
        if heading or stays:
            form.append(_element("w:keepNext"))
        form.append(_element("w:spacing", before="20", after="20", line="240", lineRule="auto"))
        form.append(_element("w:jc", val="right" if is_number else "left"))
        paragraph.append(form)
        run, font = _run(), _element("w:rPr")
        if heading:
            font.append(_element("w:b"))
        font.append(_element("w:sz", val=half_points))
        run.append(font)
        run.append(_run(text)[0] if text else _element("w:t"))
        paragraph.append(run)
        cell.append(paragraph)
        made.append(cell)
    return made


def _same_bytes(content: bytes) -> bytes:
    """Return an archive whose files are all of one day: the same report, the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
