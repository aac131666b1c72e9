"""The Word file: fields, references, headings that repeat, a template, nothing that runs."""

import io
import re
import sys
import zipfile

import docx
import pandas as pd
import pytest
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Inches
from lxml import etree

import concertnet as cn
from concertnet.maps.paper.text import Ruler
from concertnet.report.record import ReportTable
from concertnet.report.writers.written import lay_out
from concertnet.words import words
from tests.networks import the_sample
from tests.report.networks import NETWORKS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FEW = ["findings", "who", "bridging", "instances", "method"]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return cn.report(the_sample(), tmp_path_factory.mktemp("word") / "r.docx", lang="fr")


@pytest.fixture(scope="module")
def document(written):
    return docx.Document(str(written))


def instructions(document) -> list[str]:
    return [node.text.strip() for node in document.element.iter(f"{W}instrText")]


def test_titles_and_captions_have_real_styles(document):
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "List Bullet"} <= styles


def test_every_reference_is_to_a_bookmark_that_is_there(document):
    marks = [mark.get(f"{W}name") for mark in document.element.iter(f"{W}bookmarkStart")]
    assert len(set(marks)) == len(marks)
    fields = instructions(document)
    pointed = {code.split()[1] for code in fields if code.startswith(("REF", "PAGEREF"))}
    assert pointed
    assert pointed <= set(marks)
    assert sum(code.startswith("TOC") for code in fields) == 1
    assert {code.split()[0] for code in fields} <= {"TOC", "PAGEREF", "REF", "SEQ"}


def test_numbers_of_captions_follow_each_other(document):
    for name in ("Tableau", "Figure"):
        shown = [
            int(re.match(rf"{name}\u00a0(\d+)", paragraph.text)[1])
            for paragraph in document.paragraphs
            if paragraph.style.name == "Caption" and paragraph.text.startswith(name)
        ]
        assert shown == list(range(1, len(shown) + 1))
        assert shown


def test_headings_of_tables_repeat_and_rows_are_not_cut(document):
    assert document.tables
    for table in document.tables:
        first = table._tbl.tr_lst[0]
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table._tbl.tr_lst)


def test_figures_are_in_line_and_told(document):
    shapes = document.inline_shapes
    assert len(shapes) >= 4
    for shape in shapes:
        assert len(shape._inline.docPr.get("descr")) > 40
    assert not list(document.element.iter("{*}anchor"))


def test_no_page_lies_for_what_may_stand(document):
    ways = [section.orientation for section in document.sections]
    assert ways[0] == ways[-1] == WD_ORIENT.PORTRAIT
    for table in document.tables:
        widths = [int(column.get(f"{W}w")) / 20 for column in table._tbl.tblGrid]
        sizes = {float(size.get(f"{W}val")) / 2 for size in table._tbl.iter(f"{W}sz")}
        (size,) = sizes
        for row in table._tbl.tr_lst:
            for cell, width in zip(row.tc_lst, widths, strict=True):
                bold = bool(list(cell.iter(f"{W}b")))
                text = "".join(t.text or "" for t in cell.iter(f"{W}t"))
                for word in re.split(r" |(?<=\w-)(?=\w)", text):  # Word breaks after a hyphen
                    length = Ruler("DejaVu Sans").width(word, size, bold=bold)
                    assert length <= width - 11.5 or length > 26 * size, (word, width)


def test_a_wide_table_of_a_few_rows_stands_on_its_side_and_a_long_one_lies():
    def laid(rows: int):
        columns = {f"Column number{i}": range(rows) for i in range(12)}
        frame = pd.DataFrame(columns)
        table = ReportTable("t", "A table", frame, ("count",) * 12)
        return lay_out(table, words("en"), standing=468, lying=648)

    turned = laid(2)
    assert not turned.lies
    assert (len(turned.headings), len(turned.rows)) == (3, 11)
    assert laid(30).lies


def test_figures_are_drawn_at_the_size_where_they_stand(document):
    for shape in document.inline_shapes:
        assert shape.width <= Inches(9) + 1  # of a page that lies
        blip = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        picture = document.part.related_parts[blip].image
        # the inches of the picture at its own resolution are those of the page
        assert picture.px_width / 200 == pytest.approx(shape.width / Inches(1), rel=0.02)


def test_word_fills_the_fields_when_it_opens_the_document(document):
    settings = document.settings.element
    (update,) = settings.iter(f"{W}updateFields")
    assert update.get(f"{W}val") == "true"


def test_properties_name_nobody(document):
    properties = document.core_properties
    assert not properties.author
    assert not properties.last_modified_by
    assert not properties.comments
    assert properties.created.year == 2000
    assert properties.language == "fr-CA"


def test_the_same_report_is_the_same_bytes(tmp_path):
    net = NETWORKS["small"]()
    one, other = (
        cn.report(net, tmp_path / name, lang="en", sections=FEW) for name in ("a.docx", "b.docx")
    )
    assert one.read_bytes() == other.read_bytes()


def test_nothing_of_a_hostile_text_runs(tmp_path):
    path = cn.report(NETWORKS["hostile"](), tmp_path / "r.docx", lang="en")
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert b"External" not in archive.read(name)
        body = etree.fromstring(archive.read("word/document.xml"))
    codes = [node.text for node in body.iter(f"{W}instrText")]
    assert not [code for code in codes if "INCLUDETEXT" in code]
    assert not [link for link in body.iter(f"{W}hyperlink") if link.get(f"{W}anchor") is None]
    assert "<script>alert(1)</script>" in "".join(body.itertext())


def template(tmp_path, *, bare: bool = False):
    """A document of somebody's, with its own styles, header and text."""
    own = docx.Document()
    own.add_paragraph("Ce texte est celui du gabarit")
    own.styles["Heading 1"].font.name = "Georgia"
    own.sections[0].header.paragraphs[0].text = "CDC de la Plaine"
    if bare:
        for name in ("Caption", "List Bullet", "Table Grid", "Subtitle", "Heading 2"):
            own.styles.element.remove(own.styles[name].element)
    path = tmp_path / "gabarit.docx"
    own.save(str(path))
    return path


@pytest.mark.parametrize("bare", [False, True])
def test_the_styles_and_the_header_of_a_template_are_taken(tmp_path, bare):
    path = cn.report(
        NETWORKS["small"](),
        tmp_path / "r.docx",
        lang="fr",
        sections=FEW,
        template=template(tmp_path, bare=bare),
    )
    made = docx.Document(str(path))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert made.sections[0].header.paragraphs[0].text == "CDC de la Plaine"
    assert "celui du gabarit" not in "".join(p.text for p in made.paragraphs)
    assert {"Heading 2", "Caption"} <= {p.style.name for p in made.paragraphs}


@pytest.fixture(scope="module")
def last_year(tmp_path_factory):
    """A report of another network, with a comment, properties and a manager; as a template."""
    folder = tmp_path_factory.mktemp("old")
    old = cn.report(the_sample(), folder / "old.docx", lang="fr", sections=["who", "bridging"])
    own = docx.Document(str(old))
    own.core_properties.content_status = "Secret of Jean"
    own.core_properties.identifier = "Jean Roy"
    own.core_properties.author = "Jean Roy"
    part = Part(
        PackURI("/word/comments.xml"), "application/xml", b"<a>Jean Roy</a>", own.part.package
    )
    own.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)
    about = Part(
        PackURI("/docProps/app.xml"),
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        b"<Properties><Manager>Jean Manager</Manager></Properties>",
        own.part.package,
    )
    own.part.package.relate_to(about, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    path = folder / "template.docx"
    own.save(str(path))
    return path


def test_nothing_of_the_report_that_is_a_template_is_in_the_new_one(tmp_path, last_year):
    fresh = cn.report(NETWORKS["small"](), tmp_path / "a.docx", lang="fr", sections=FEW)
    path = cn.report(
        NETWORKS["small"](), tmp_path / "b.docx", lang="fr", sections=FEW, template=last_year
    )
    with zipfile.ZipFile(path) as made, zipfile.ZipFile(fresh) as alone:
        assert b"Jean" not in b"".join(map(made.read, made.namelist()))
        pictures = [
            sorted(book.read(n) for n in book.namelist() if "media" in n) for book in (made, alone)
        ]
        assert pictures[0] == pictures[1]
        assert not [n for n in made.namelist() if "comments" in n or "app.xml" in n]
    assert docx.Document(str(path)).sections[0].footer.paragraphs[0]._p.xpath(".//w:instrText")


def test_what_a_template_lies_on_lies(tmp_path):
    own = docx.Document()
    page = own.sections[0]
    page.page_width, page.page_height = Inches(11), Inches(8.5)
    page.orientation = WD_ORIENT.LANDSCAPE
    own.save(str(tmp_path / "lying.docx"))
    path = cn.report(
        the_sample(), tmp_path / "r.docx", sections=["who"], template=tmp_path / "lying.docx"
    )
    for section in docx.Document(str(path)).sections:
        assert section.page_width > section.page_height
        assert section.orientation == WD_ORIENT.LANDSCAPE


def test_a_template_without_a_page_has_one_of_letter_paper(tmp_path):
    own = docx.Document()
    for child in list(own.element.body):
        own.element.body.remove(child)
    own.save(str(tmp_path / "bare.docx"))
    path = cn.report(
        NETWORKS["small"](), tmp_path / "r.docx", sections=FEW, template=tmp_path / "bare.docx"
    )
    assert docx.Document(str(path)).sections[0].page_width == Inches(8.5)


def test_what_stops_the_writing_is_told_before_anything_is_computed(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[cn.report.__module__], "made_report", None)
    (tmp_path / "wrong.docx").write_bytes(b"not a zip")
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(cn.ConcertnetError, match=r"wrong\.docx"):
        cn.report(the_sample(), tmp_path / "r.docx", template=tmp_path / "wrong.docx")
    with pytest.raises(cn.ConcertnetError, match=r"folder\.docx"):
        cn.report(the_sample(), tmp_path / "folder.docx", force=True)
    with pytest.raises(cn.ConcertnetError, match="wrong"):
        cn.report(the_sample(), tmp_path / "wrong.docx" / "r.html")
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(cn.ConcertnetError, match="pdf"):
        cn.report(the_sample(), tmp_path / "r.pdf")


def test_a_template_that_is_no_document_is_told(tmp_path):
    wrong = tmp_path / "gabarit.docx"
    for content in (b"not a zip", _zip_of_nothing()):
        wrong.write_bytes(content)
        with pytest.raises(cn.ConcertnetError, match=r"gabarit\.docx"):
            cn.report(NETWORKS["small"](), tmp_path / "r.docx", sections=FEW, template=wrong)
    with pytest.raises(cn.ConcertnetError, match="none"):
        cn.report(
            NETWORKS["small"](), tmp_path / "r.docx", sections=FEW, template=tmp_path / "none.docx"
        )
    with pytest.raises(cn.ConcertnetError, match=r"r\.html"):
        cn.report(NETWORKS["small"](), tmp_path / "r.html", template=wrong)
    assert not list(tmp_path.glob("r.*"))


def _zip_of_nothing() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()
