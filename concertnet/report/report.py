"""A report of a network that can be handed in: sentences, tables, figures, in one file."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from concertnet.errors import ConcertnetError, NotComparable, OutsideObservation, UnknownWord
from concertnet.grammar import day, printed
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import names, require_network
from concertnet.hinges.observed import observed_of
from concertnet.hinges.progress import teller
from concertnet.report.record import Report, ReportFigure, ReportPart, ReportSection
from concertnet.report.sections.bridging import bridging_section
from concertnet.report.sections.cautions import cautions_section
from concertnet.report.sections.changed import changed_section
from concertnet.report.sections.conditions import conditions_section
from concertnet.report.sections.continuum import continuum_section
from concertnet.report.sections.findings import findings_section
from concertnet.report.sections.inference import inference_section
from concertnet.report.sections.instances import instances_section
from concertnet.report.sections.method import method_section
from concertnet.report.sections.place import place_section
from concertnet.report.sections.survey import survey_section
from concertnet.report.sections.terms import terms_section
from concertnet.report.sections.turnover import turnover_section
from concertnet.report.sections.unmade import unmade_section, without_unmade
from concertnet.report.sections.who import who_section
from concertnet.report.subject import Subject, subject_of
from concertnet.report.writers.excel import write_excel
from concertnet.report.writers.html import write_html
from concertnet.report.writers.pdf import require_typst, write_pdf
from concertnet.report.writers.word import require_template, write_word
from concertnet.swap import require_place
from concertnet.tables.cells.dates import When
from concertnet.words import words

__all__ = ["REPORT_FORMATS", "SECTIONS", "WHEN_NAMED", "made_report", "report"]

# The sections that stand between the findings and the glossary, in order; the annex comes last.
SECTIONS: dict[str, Callable[[Subject], ReportSection]] = {
    "who": who_section,
    "survey": survey_section,
    "bridging": bridging_section,
    "continuum": continuum_section,
    "instances": instances_section,
    "turnover": turnover_section,
    "conditions": conditions_section,
    "place": place_section,
    "changed": changed_section,
    "inference": inference_section,
    "cautions": cautions_section,
    "method": method_section,
}
# Those made only when they are named.
WHEN_NAMED = {"inference"}
REPORT_FORMATS = (".docx", ".html", ".pdf", ".xlsx")
# Called with what is done, the total, and what is being made.
Told: TypeAlias = Callable[[int, int, str], None]


def report(
    net: NetworkLike,
    path: str | Path,
    *,
    at: When | None = None,
    sector: str = "private",
    sections: Sequence[str] | None = None,
    compare: When | None = None,
    territory: str | None = None,
    against: str | None = None,
    lang: str | None = None,
    persons: bool = False,
    template: str | Path | None = None,
    force: bool = False,
    progress: Told | bool | None = None,
) -> Path:
    """Write a report of a network: what was found, in sentences, with tables, figures and method.

    Parameters
    ----------
    net : Network
        The network.
    path : str or Path
        The file: .docx (Word, to be edited), .html (one page that opens offline and prints) or
        .pdf (tagged; needs ``concertnet[pdf]``) or .xlsx (a sheet for each question).
    at : date or str, optional
        The day described; by default the last one observed.
    sector : str
        The sector whose place and missing links are asked about.
    sections : sequence of str, optional
        The sections wanted, by name (`SECTIONS`); by default all but "inference" (regression of
        ties, tests and intervals), which is made when it is named. The findings come first.
    compare : date or str, optional
        An earlier day: the report says what changed since, and first what cannot be compared.
    territory : str, optional
        The only territory described.
    against : str, optional
        Another territory, which the first is compared with.
    lang : {"fr", "en"}, optional
        The language; by default the reader's.
    persons : bool
        Whether persons are told by their code; by default by a number that means nothing else.
    template : path, optional
        A .docx whose styles are taken, for a report in Word.
    force : bool
        Whether a file of that name is replaced; by default it is kept, and that is an error.
    progress : function or True, optional
        Called with what is done, the total, and what is being made.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    ConcertnetError
        If the file is there already, or cannot be written, or the template is no .docx.
    OutsideObservation
        If the data do not cover `at`, or have no dates at all. Where they do not cover `compare`,
        the section of what changed says so.
    UnknownWord
        If the ending of the file, a section or the sector is not known.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
    ...     pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cn.report(net, f"{folder}/report.html", sections=["who"], lang="en").name
    'report.html'
    """
    target = Path(path)
    kind = target.suffix.lower()
    if kind not in REPORT_FORMATS:
        raise UnknownWord("error_report_kind", value=target.name, known=REPORT_FORMATS)
    if target.exists() and not force:
        raise ConcertnetError("error_report_exists", path=target)
    if template is not None and kind != ".docx":
        raise ConcertnetError("error_report_template_kind", path=target)
    # what stops the writing is told before minutes are spent on what to write
    require_place(target.parent, target.name)
    if template is not None:
        require_template(Path(template))
    if kind == ".pdf":
        require_typst()
    telling = teller(progress) if progress else None
    made = made_report(
        net,
        at=at,
        sector=sector,
        sections=sections,
        compare=compare,
        territory=territory,
        against=against,
        lang=lang,
        persons=persons,
        progress=telling,
    )
    if telling is not None:
        made = _followed(made, telling)
    if kind == ".docx":
        return write_word(made, target, template=None if template is None else Path(template))
    writers = {".html": write_html, ".pdf": write_pdf, ".xlsx": write_excel}
    return writers[kind](made, target)


def made_report(
    net: NetworkLike,
    *,
    at: When | None = None,
    sector: str = "private",
    sections: Sequence[str] | None = None,
    compare: When | None = None,
    territory: str | None = None,
    against: str | None = None,
    lang: str | None = None,
    persons: bool = False,
    progress: Told | None = None,
) -> Report:
    """Return the record that every writer of a report takes; `report` says the rest."""
    require_network(net)
    w = words(lang)
    asked = _asked(sections, compares=compare is not None or against is not None)
    if compare is not None and against is not None:
        raise NotComparable("error_report_two_others")
    if against is not None and territory is None:
        raise NotComparable("error_report_against")
    subject = subject_of(net, at=at, sector=sector, territory=territory, lang=lang, persons=persons)
    # the report has neither page nor measures of paths
    replace(subject.bounds, paths=False, page=False).tell(w)
    shown = subject.shown
    other, called = None, ("", "")
    if compare is not None:
        part = shown if territory is None else shown.where(territory=territory)
        try:
            other = part.at(compare)
        except OutsideObservation as error:
            # the section of what changed says so; the others are made all the same
            subject = replace(subject, no_other=error)
        else:
            called = day(observed_of(other).start, w), day(observed_of(subject.now).start, w)
        if other is not None and called[0] == called[1]:
            raise NotComparable("error_report_same_day", day=called[0])
    elif against is not None:
        there = shown.where(territory=against)
        other = there.latest() if at is None else there.at(at)
        called = against, str(territory)
    if other is not None:
        subject = replace(subject, other=other, others=called)
    names_in_order = [name for name in SECTIONS if name in asked]
    alone = "findings" in asked and not names_in_order
    if alone:
        # findings are those of sections, which are then made and not shown
        names_in_order = [
            name for name in _unless_named(SECTIONS) if name != "changed" or other is not None
        ]
    made: list[ReportSection] = []
    with warnings.catch_warnings():
        # that no actor has the sector, or no tie, the report says in its own words
        warnings.simplefilter("ignore", UserWarning)
        for done, name in enumerate(names_in_order):
            if progress is not None:
                # figures, drawn as they are written, are the other half
                progress(done + 1, 2 * len(names_in_order), w[f"report_{name}"])
            made.append(SECTIONS[name](subject))
    annex = unmade_section(subject, made) if "unmade" in asked else None
    made = [without_unmade(subject, one, has_annex=annex is not None) for one in made]
    if "findings" in asked:
        found = findings_section(subject, made)
        made = [found] if alone else [found, *made]
    if "terms" in asked:
        made.append(terms_section(subject, made))
    if annex is not None:
        made.append(annex)
    title = printed(net.about.title or w["report_title"], w)
    facts = _facts(subject, territory)
    return Report(title, facts, w.lang, tuple(made), subject.caution)


def _followed(made: Report, progress: Told) -> Report:
    """Return a report whose figures tell, as each is drawn, how far its writing is."""
    w, half = words(made.lang), sum(section.key in SECTIONS for section in made.sections)
    number = len(list(made.figures))
    drawn = itertools.count(1)

    def followed(figure: ReportFigure) -> ReportFigure:
        def draw(axes: Any) -> object:
            place = next(drawn)
            done = half + min(half * place // number, half)
            progress(done, 2 * half, w("report_see_figure", number=str(place)))
            return figure.draw(axes)

        return replace(figure, draw=draw)

    def of_part(part: ReportPart) -> ReportPart:
        return replace(part, figures=tuple(map(followed, part.figures)))

    sections = [
        replace(section, parts=tuple(map(of_part, section.parts))) for section in made.sections
    ]
    return replace(made, sections=tuple(sections))


def _asked(sections: Sequence[str] | None, *, compares: bool) -> list[str]:
    """Return the names of the sections to make; that of changes, where there is another side."""
    known = ["findings", *SECTIONS, "terms", "unmade"]
    if sections is None:
        return [name for name in _unless_named(known) if name != "changed" or compares]
    asked = names(sections, name="sections")
    if unknown := [name for name in asked if name not in known]:
        raise UnknownWord("error_report_section", value=", ".join(unknown), known=tuple(known))
    return asked


def _unless_named(known: Iterable[str]) -> list[str]:
    return [name for name in known if name not in WHEN_NAMED]


def _facts(subject: Subject, territory: str | None) -> tuple[str, ...]:
    w, about = subject.w, subject.given.about
    facts = [w["report_title"]] if about.title else []
    if territory is not None:
        facts.append(w("report_fact_territory", territory=territory))
    if subject.date is not None:
        facts.append(w("report_fact_day", day=subject.day(subject.date)))
    else:
        facts.append(w["report_fact_no_day"])
    for key in ("boundary", "source"):
        text = getattr(about, key)
        facts.append(w(f"map_{key}", text=text) if text else w[f"map_{key}_missing"])
    return tuple(printed(fact, w) for fact in facts)
