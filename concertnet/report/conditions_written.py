"""The twelve conditions as a workbook or as a picture."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.grammar import day
from concertnet.hinges.door import NetworkLike
from concertnet.maps.figures.conditions import draw_conditions
from concertnet.maps.paper.files import page_axes, save_figure
from concertnet.measures.conditions.profile import ConditionProfile
from concertnet.names import instance_names
from concertnet.report.labels import labelled
from concertnet.report.record import CellKind, ReportTable
from concertnet.report.told_conditions import told_cautions, told_conditions
from concertnet.report.writers.excel import BookSheet, write_sheets
from concertnet.words import Words, words

__all__ = ["CONDITION_FILES", "twelve_in_words", "write_conditions"]

CONDITION_FILES = (".xlsx", ".png", ".svg", ".pdf")
# Of a rate, what it rests on is a number of years.
_CELLS: dict[str, CellKind] = {"n": "number", "out_of": "number"}


def write_conditions(
    net: NetworkLike, profile: ConditionProfile, path: Path, *, lang: str | None = None
) -> Path:
    """Write the twelve conditions in a file: a workbook, or a picture, by its ending.

    Parameters
    ----------
    net : Network
        The network, which says title, boundary and source.
    profile : ConditionProfile
        What is known of the conditions.
    path : Path
        The file: .xlsx, or .png, .svg, .pdf.
    lang : {"fr", "en"}, optional
        The language.

    Raises
    ------
    UnknownWord
        If the ending is none of these.
    """
    w = words(lang)
    if path.suffix.lower() not in CONDITION_FILES:
        raise UnknownWord("error_table_kind", value=path.name, known=CONDITION_FILES)
    if path.suffix.lower() == ".xlsx":
        return write_sheets(_sheets(net, profile, w), path, lang=w.lang)
    axes = draw_conditions(profile, about=net, lang=w.lang, ax=page_axes())
    return save_figure(axes, path)


def twelve_in_words(w: Words, profile: ConditionProfile) -> pd.DataFrame:
    """Return a row for each condition: what the tables say, and what members answered."""
    told = told_conditions(w, profile)
    return pd.DataFrame(
        {
            "condition_name": [f"{one.number}. {one.name}" for one in told],
            "told_fact": [one.fact for one in told],
            "told_answers": [one.answers for one in told],
        }
    )


def _sheets(net: NetworkLike, profile: ConditionProfile, w: Words) -> list[BookSheet]:
    said = [w["chart_conditions_no_total"], *told_cautions(w, profile)]
    about = net.about
    if profile.observed is not None:
        last = profile.observed.end - pd.Timedelta(days=1)
        ends = {"start": day(profile.observed.start, w), "end": day(last, w)}
        said.append(w("conditions_period", **ends))
    for key in ("boundary", "source"):
        text = getattr(about, key)
        said.append(w(f"map_{key}", text=text) if text else w[f"map_{key}_missing"])
    bodies = {"others": w["others"], **instance_names(net.instances)}
    facts = profile.facts.assign(
        condition=_numbered(profile.facts["condition"], w),
        group=profile.facts["group"].map(lambda g: bodies.get(g, g), na_action="ignore"),
    )
    texts = {item: text for item, text in _texts(net, w).items() if text}
    answers = profile.answers.assign(
        condition=_numbered(profile.answers["condition"], w),
        item=[
            w["conditions_together"] if pd.isna(item) else f"{item}. {texts.get(item, '')}".strip()
            for item in profile.answers["item"]
        ],
    )
    response = profile.response.rename_axis("group").reset_index()
    sheets = [
        BookSheet(w["conditions_sheet"], tuple(said), (_table(twelve_in_words(w, profile), w),)),
        BookSheet(w["chart_conditions_facts"], (), (_table(facts, w),)),
        BookSheet(
            w["chart_conditions_said"],
            (w("chart_conditions_read", min=profile.min_raters), w["conditions_hidden_stay"]),
            (_table(answers, w),),
        ),
    ]
    if len(response):
        sheets.append(BookSheet(w["conditions_response"], (), (_table(response, w),)))
    return sheets


def _numbered(numbers: pd.Series, w: Words) -> pd.Series:
    return numbers.map(lambda n: f"{n}. {w[f'condition_{n}']}").astype("str")


def _texts(net: NetworkLike, w: Words) -> dict[str, str]:
    """Return the text of each item, in the language where it is there."""
    items = net.tables["items"]
    texts = items[f"text_{w.lang}"].fillna(items["text_en" if w.lang == "fr" else "text_fr"])
    return dict(zip(items["item"], texts.fillna(""), strict=True))


def _table(frame: pd.DataFrame, w: Words) -> ReportTable:
    frame = frame.dropna(axis="columns", how="all")
    cells: tuple[CellKind, ...] = tuple(
        _CELLS.get(str(c), _kind(str(c), frame[c])) for c in frame.columns
    )
    return ReportTable("", "", labelled(frame, lang=w.lang), cells)


def _kind(name: str, values: pd.Series) -> CellKind:
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return "text"
    if name == "response_rate":
        return "share"
    return "count" if pd.api.types.is_integer_dtype(values) else "number"
