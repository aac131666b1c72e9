"""The twelve conditions on a page: facts in words at the left, answers of sectors at the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from concertnet.errors import NotComparable
from concertnet.hinges.door import NetworkLike, is_network
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.legend import Entry, draw_strip
from concertnet.maps.paper.marks import draw_marks, sector_marks
from concertnet.maps.paper.page import Sheet, start_page
from concertnet.maps.paper.stated import AboutLike, room_left, state, with_date
from concertnet.maps.paper.style import Line, Mark, Style, group_order
from concertnet.measures.conditions.profile import ConditionProfile, condition_profile
from concertnet.measures.overview.profile import LOW_RESPONSE
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_conditions", "told_fact"]

_LEFT = 0.55  # of the width, for the words
_BAR = 46.0  # the widest bar of a share, in points
_MARK, _APART = 34.0, 7.0  # area of a mark, and height between two at one place, in points
_NUMBER = 15.0  # room for the number of a condition, in points


def draw_conditions(
    net: NetworkLike | ConditionProfile,
    *,
    about: AboutLike = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw the twelve conditions: what the tables say, beside what members answered.

    At the left, the fact in words and figures, with a thin bar where it is a share. At the right,
    the median of each sector between the lowest and the highest step, a grey line from the lowest
    sector to the highest, a short tick for all that is shown. A mark is hollow where under 65 % of
    the sector answered; a sector that is hidden has none, and is named. Rows are not joined: the
    page makes no profile to climb, no total and no grade.

    Parameters
    ----------
    net : Network or ConditionProfile
        The network, whole; or the answer of `condition_profile`.
    about : Network or mapping, optional
        Where the date, boundary, source and response rate come from, when `net` is an answer.
    lang : {"fr", "en"}, optional
        The language of every word.
    style : Style, optional
        ``Style()`` in colour, ``Style.grey()`` without.
    ax : matplotlib.axes.Axes, optional
        Where to draw; its whole box is used. Without it, a page of pyplot is made.
    title : str, optional
        The title; an empty one leaves it out.

    Returns
    -------
    matplotlib.axes.Axes
        Axes measured in points of the page.

    Raises
    ------
    NotComparable
        If `net` is neither.

    References
    ----------
    .. [1] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_conditions(cn.sample_network(), lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'The twelve conditions: what the tables say, what members answered'
    """
    w, style = words(lang), style or Style()
    if is_network(net):
        profile, about = condition_profile(net), net if about is None else about
    elif isinstance(net, ConditionProfile):
        profile = net
    else:
        raise NotComparable(
            "chart_error_columns",
            chart="draw_conditions",
            measure="condition_profile",
            missing="ConditionProfile",
        )
    with house_settings(style):
        sheet = start_page(ax, style, full=(640.0, 500.0))
        _Page(sheet, w, profile, about, title).draw()
    return sheet.ax


def told_fact(w: Words, row: dict[Any, Any]) -> str:
    """Return the fact of a row of the twelve in a sentence, with what is not known of it.

    Parameters
    ----------
    w : Words
        The language.
    row : dict
        A row of `ConditionProfile.table`.
    """
    cautions = str(row["fact_caution"]).split("; ") if _is_text(row["fact_caution"]) else []
    said = [w[f"caution_{key}"] for key in cautions]
    if not np.isnan(row["value"]):
        numbers = {"n": row["n"], "of": row["out_of"], "value": row["value"]}
        written = {
            name: w.number(number, digits=None if name == "value" else 0)
            for name, number in numbers.items()
        }
        told = w[f"told_{row['fact']}"].format_map(written)
        unknown = [w("fact_unknown", n=int(row["unknown"]))] if row["unknown"] else []
        return w["semicolon"].join([told, *unknown, *said])
    text = w["semicolon"].join(said)
    return text[:1].upper() + text[1:]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


class _Page:
    """What the page shows, and where."""

    def __init__(
        self,
        sheet: Sheet,
        w: Words,
        profile: ConditionProfile,
        about: AboutLike,
        title: str | None,
    ) -> None:
        self.sheet, self.w, self.profile, self.about, self.title = sheet, w, profile, about, title
        self.rows: list[dict[Any, Any]] = profile.table.to_dict("records")
        cells = profile.answers
        self.cells = cells[cells["item"].isna()]
        by_item = cells[cells["hidden"].notna()]
        self.hidden = by_item.groupby("condition")["group"].unique().to_dict()
        answered = list(dict.fromkeys(self.cells.loc[self.cells["median"].notna(), "group"]))
        self.by = profile.response.index.name or "sector"
        self.groups = group_order(answered, self.by)
        if self.by == "sector":
            self.marks = sector_marks(sheet.style, about, self.groups)
        else:
            self.marks = sheet.style.marks(self.groups, self.by)
        rates = profile.response["response_rate"]
        self.low = {str(g) for g, rate in rates.items() if rate < LOW_RESPONSE}

    def draw(self) -> None:
        """Draw everything on the sheet."""
        sheet, w = self.sheet, self.w
        heading = w["chart_conditions_title"] if self.title is None else self.title
        counts = []
        if len(self.cells):
            # all that answered, those of a hidden sector too: each row says what it shows
            asked = self.profile.answers.groupby(["condition", "item"])[["n", "missing"]].sum()
            n = int(asked.sum(axis=1).max())
            said = w("chart_conditions_answers", n=n)
            wave = w("chart_conditions_wave", wave=self.profile.wave) if self.profile.wave else ""
            counts.append(f"{said} ({wave})" if wave else said)
        stated = with_date(self.about, self.profile.observed)
        if is_network(self.about) and "date" not in stated:
            stated = with_date(self.about.details(), self.profile.observed)
        notes = self._notes()
        room = room_left(sheet, w, stated, title=heading, counts=counts, notes=notes)
        size = sheet.size("note")
        self.facts_said = room / (len(self.rows) + 2.5) > sheet.size("label") + 1.22 * size + 6
        if not self.facts_said:
            notes.append(w["chart_conditions_small"])
            out = {str(g) for groups in self.hidden.values() for g in groups}
            if out:
                notes.append(w("chart_conditions_hidden_groups", names=self._named(out)))
        state(sheet, w, stated, title=heading, counts=counts, notes=notes)
        draw_strip(sheet, self._legend())
        sheet.ax.set_xlim(0, sheet.width)
        sheet.ax.set_ylim(0, sheet.height)
        self.axis_left = sheet.left + _LEFT * (sheet.right - sheet.left) + 16 * sheet.zoom
        self.axis_right = sheet.right - 16 * sheet.zoom
        self._heads(size)
        tall = (sheet.top - sheet.bottom) / len(self.rows)
        for k, row in enumerate(self.rows):
            self._row(row, sheet.top - k * tall, tall)

    def _named(self, groups: Iterable[str]) -> str:
        ordered = group_order(groups, self.by)
        return ", ".join(group_word(self.w, group, self.by) for group in ordered)

    def _notes(self) -> list[str]:
        w = self.w
        told = [row["answer_caution"] for row in self.rows if _is_text(row["answer_caution"])]
        keys = {key for text in told for key in text.split("; ")}
        notes = [w["chart_conditions_no_total"]]
        if len(self.cells):
            notes.append(w("chart_conditions_read", min=self.profile.min_raters))
        if "unknown_group" in keys:
            notes.append(w["chart_conditions_unknown"])
        notes += [
            w[f"chart_conditions_{key}"] for key in ("not_validated", "self_evaluation")
            if key in keys
        ]  # fmt: skip
        return notes

    def _legend(self) -> list[Entry]:
        w, style = self.w, self.sheet.style
        entries = []
        asked = self.profile.response
        rows = {str(group): row for group, row in asked.to_dict("index").items()}
        for group in self.groups:
            text, row = group_word(w, group, self.by), rows.get(str(group))
            # a network says who answered in a note of its own
            if row is not None and row["asked"] and not is_network(self.about):
                n = int(row["complete"] + row["partial"])
                text = w("chart_conditions_response", name=text, n=n, of=int(row["asked"]))
            entries.append(Entry(text, mark=self._mark(group)))
        if self.groups:
            entries.append(Entry(w["chart_conditions_tick"], line=Line(style.ink, 1.6)))
        if self.low & set(self.groups):
            hollow = Mark(style.paper, "circle")
            rate = w.percent(LOW_RESPONSE)
            entries.append(Entry(w("chart_conditions_hollow", rate=rate), mark=hollow))
        return entries

    def _mark(self, group: Any) -> Mark:
        mark = self.marks[str(group)]
        return replace(mark, colour=self.sheet.style.paper) if str(group) in self.low else mark

    def _heads(self, size: float) -> None:
        sheet, w, style = self.sheet, self.w, self.sheet.style
        y = sheet.top - size
        for x, key in ((sheet.left, "facts"), (self.axis_left, "said")):
            sheet.text(x, y, w[f"chart_conditions_{key}"], fontsize=size, fontweight="bold")
        if self.groups:
            y -= 1.3 * size
            ends = ((self.axis_left, "lowest", "left"), (self.axis_right, "highest", "right"))
            for x, key, side in ends:
                said = w[f"chart_conditions_{key}"]
                sheet.text(x, y, said, fontsize=size, ha=side, color=style.soft)
        sheet.top = y - 6 * sheet.zoom

    def _row(self, row: dict[Any, Any], top: float, tall: float) -> None:
        sheet, w, style = self.sheet, self.w, self.sheet.style
        size, zoom = sheet.size("label"), sheet.zoom
        self._line([sheet.left, sheet.right], [top, top], Line(style.faint, 0.5))
        x = sheet.left + max(_NUMBER * zoom, sheet.ruler.width("12 ", size) + 2)
        beside = 16 * zoom + sheet.ruler.width("n = 000", sheet.size("note"))
        wide = self.axis_left - (22 * zoom if self.facts_said else beside) - x
        y = top - (3 * zoom + size if self.facts_said else tall / 2 + 0.36 * size)
        condition = int(row["condition"])
        sheet.text(sheet.left, y, str(condition), fontsize=size, color=style.soft)
        name = w[f"condition_{condition}"]
        broad = sheet.ruler.width(name, size, bold=True) / sheet.ruler.width(name, size)
        name = sheet.ruler.shorten(name, size, wide / broad)
        sheet.text(x, y, name, fontsize=size, fontweight="bold")
        if self.facts_said:
            self._fact(row, (x, y), wide, tall)
        self._answers(condition, row, top, tall)

    def _fact(
        self, row: dict[Any, Any], under: tuple[float, float], wide: float, tall: float
    ) -> None:
        """Write the fact under the name of its condition, with a thin bar if it is a share."""
        sheet, w, style = self.sheet, self.w, self.sheet.style
        (x, y), small, zoom = under, sheet.size("note"), sheet.zoom
        is_share = f"{row['fact']}".endswith("_share") and row["out_of"] > 0
        share = float(row["value"]) if is_share else np.nan
        fitting = max(1, int((tall - sheet.size("label") - 6 * zoom) / (1.22 * small)))
        said, room = told_fact(w, row), wide - (_BAR + 10) * zoom
        lines = sheet.ruler.wrap(said, small, room)
        if len(lines) > fitting:  # the words, rather than the bar that repeats them
            share, room = np.nan, wide
            lines = sheet.ruler.wrap(said, small, room)
        if len(lines) > fitting:
            kept = " ".join(lines[fitting - 1 :])
            lines = [*lines[: fitting - 1], sheet.ruler.shorten(kept, small, room)]
        colour = style.soft if np.isnan(row["value"]) else style.ink
        for k, line in enumerate(lines):
            at = y - (k + 1) * 1.22 * small - 1.5 * zoom
            sheet.text(x, at, line, fontsize=small, color=colour)
        if not np.isnan(share):
            self._bar(self.axis_left - (_BAR + 22) * zoom, y - 1.2 * small, share)

    def _bar(self, x: float, y: float, share: float) -> None:
        from matplotlib.patches import Rectangle

        style, zoom = self.sheet.style, self.sheet.zoom
        for width, colour in ((1.0, style.faint), (share, style.soft)):
            box = Rectangle((x, y), _BAR * zoom * width, 3 * zoom, facecolor=colour, linewidth=0)
            self.sheet.ax.add_patch(box)

    def _line(self, x: Sequence[float], y: Sequence[float], line: Line) -> None:
        self.sheet.ax.plot(x, y, color=line.colour, linewidth=line.width, solid_capstyle="butt")

    def _answers(self, condition: int, row: dict[Any, Any], top: float, tall: float) -> None:
        sheet, w, style = self.sheet, self.w, self.sheet.style
        small, zoom, y = (
            sheet.size("note"),
            sheet.zoom,
            top - (0.42 if self.facts_said else 0.5) * tall,
        )
        keys = str(row["answer_caution"]).split("; ")
        empty = next((key for key in ("no_item", "no_answer") if key in keys), None)
        if empty is not None:
            middle = (self.axis_left + self.axis_right) / 2
            text = w[f"caution_{empty}"]
            sheet.text(
                middle, y - 0.36 * small, text, fontsize=small, ha="center", color=style.soft
            )
            return
        left, right = self.axis_left, self.axis_right
        self._line([left, right], [y, y], Line(style.faint, 0.7))
        for end in (left, right):
            self._line([end, end], [y - 3 * zoom, y + 3 * zoom], Line(style.faint, 0.7))

        def at(median: float) -> float:
            return left + median * (right - left)

        cells = self.cells[(self.cells["condition"] == condition) & self.cells["median"].notna()]
        medians = {str(c["group"]): float(c["median"]) for c in cells.to_dict("records")}
        if len(medians) > 1:
            ends = at(min(medians.values())), at(max(medians.values()))
            self._line(ends, [y, y], Line(style.densest, 3.0 * zoom))
        if not np.isnan(row["median"]):
            x = at(row["median"])
            self._line([x, x], [y - 7 * zoom, y + 7 * zoom], Line(style.ink, 1.6 * zoom))
        together: dict[float, list[str]] = {}
        for group in self.groups:
            if group in medians:
                together.setdefault(round(medians[group], 6), []).append(group)
        for median, groups in together.items():
            apart = min(_APART * zoom, (0.8 * tall - 8 * zoom) / max(len(groups), 1))
            for k, group in enumerate(groups):
                up = ((len(groups) - 1) / 2 - k) * apart
                mark, hollow = self._mark(group), group in self.low
                edge = Line(self.marks[group].colour, 1.5) if hollow else None
                area = [_MARK * zoom**2]
                draw_marks(
                    sheet.ax, [at(median)], [y + up], area, mark, style, edge, zorder=3,
                    gid=f"median-{condition}-{group}",
                )  # fmt: skip
        below = top - tall + 2.5 * zoom
        n = f"n\u00a0=\u00a0{w.number(row['answers'])}"
        if not self.facts_said:  # no room under the axis
            sheet.text(
                left - 6 * zoom, y - 0.36 * small, n, fontsize=small, ha="right", color=style.soft
            )
            return
        sheet.text(left, below, n, fontsize=small, color=style.soft)
        out = [str(group) for group in self.hidden.get(condition, ()) if str(group) not in medians]
        if out:
            least = self.profile.min_raters
            text = w("chart_conditions_hidden", names=self._named(out), min=least)
            text = sheet.ruler.shorten(text, small, 0.8 * (right - left))
            sheet.text(right, below, text, fontsize=small, ha="right", color=style.soft)
