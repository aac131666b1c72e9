"""The method: versions, parameters, what was read, decided and left out."""

from __future__ import annotations

import platform
from importlib import metadata

import pandas as pd

from concertnet.hinges.remarks import remarks_of_reading
from concertnet.report.fingerprint import fingerprint
from concertnet.report.record import ReportPart, ReportSection, ReportTable, Sentence
from concertnet.report.subject import Subject, section

__all__ = ["method_section"]

_PERIOD = ("observed_guessed", "observed_unknown")
_LIBRARIES = ("numpy", "pandas", "scipy")


def method_section(subject: Subject) -> ReportSection:
    """Return the section that says how the report was made."""
    return section(subject, "method", (_parameters, _reading))


def _parameters(subject: Subject) -> ReportPart:
    from concertnet import __version__

    w, now = subject.w, subject.now
    levels = w["report_below"].join(subject.level(level) for level in now.scale.levels)
    observed = subject.whole.observed
    about = now.about
    period = w["not_stated"]
    if observed is not None:
        last = observed.end - pd.Timedelta(days=1)
        period = w("report_from_to", start=subject.day(observed.start), end=subject.day(last))
    versions = [f"concertnet {__version__}", f"Python {platform.python_version()}"]
    versions += [f"{name} {metadata.version(name)}" for name in _LIBRARIES]
    rows = {
        "day": w["not_stated"] if subject.date is None else subject.day(subject.date),
        "period": period,
        "boundary": about.boundary or w["not_stated"],
        "source": about.source or w["not_stated"],
        "scale": f"{now.scale.name}{w['colon']}{levels}",
        "lowest": "" if now.lowest_level is None else subject.level(now.lowest_level),
        "sector": subject.of_sector(subject.sector),
        "draws": w("report_method_draws_text", draws=_draws(subject), seed=str(subject.seed)),
        "versions": ", ".join(versions),
        "fingerprint": fingerprint(subject.given),
    }
    frame = pd.DataFrame(
        [(w[f"report_method_{key}"], text) for key, text in rows.items() if text],
        columns=[w.label("column_detail"), w.label("column_text")],
    )
    table = ReportTable("method", w["report_table_method"], frame, ("text", "text"))
    said = (
        Sentence(w["report_method_chance"], see=("table_method",)),
        Sentence(w["report_method_set_aside"]),
        Sentence(w["report_method_persons" if subject.persons else "report_method_no_person"]),
    )
    return ReportPart(w["report_part_method_parameters"], said, (table,))


def _draws(subject: Subject) -> str:
    """Return the number of draws: one, unless pairs of sectors needed another."""
    w = subject.w
    numbers = sorted({subject.draws, subject.pairs.draws})
    return w.join([w.number(n) for n in numbers])


def _reading(subject: Subject) -> ReportPart:
    w = subject.w
    said = [Sentence(text, listed=True) for text in remarks_of_reading(w, subject.given.details())]
    guessed = [p for p in subject.given.problems if p.code in _PERIOD]
    said += [Sentence(p.message(w.lang), listed=True) for p in guessed]
    counts = {
        severity: sum(p.severity == severity for p in subject.given.problems)
        for severity in ("warning", "notice")
    }
    if any(counts.values()):
        worded = [w(f"n_{severity}s", n=n) for severity, n in counts.items() if n]
        said.append(subject.say("method_noticed", counts=w.join(worded), listed=True))
    if not said:
        said.append(subject.say("method_nothing_left"))
    return ReportPart(w["report_part_method_reading"], tuple(said))
