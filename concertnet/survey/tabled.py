"""From what a survey says to the tables of a network: reports, scores, answers, who answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from concertnet.survey.arrows import ArrowsHeard
from concertnet.survey.meaning import (
    NOT_ANSWERED,
    NOT_KNOWN,
    Meant,
    kept_level,
    meanings_of,
)
from concertnet.survey.resolved import Resolved
from concertnet.survey.said import Question, Said
from concertnet.tables.spec.problems import Problem, Rows
from concertnet.tables.spec.schema import TABLES
from concertnet.words import folded, in_order

__all__ = ["INSIDE", "Tabled", "tabled"]

INSIDE = ("actor", "question", "target", "person", "value")
_MANY = 10
_ENDS = ("source", "target", "reported_by")


@dataclass(eq=False)
class Tabled:
    """The tables that a survey gives.

    Attributes
    ----------
    tables : dict of str to DataFrame
        Ties, set_aside, perceptions, answers, respondents, items, directed.
    inside : DataFrame
        Where persons of one organisation differ, a row for each.
    problems : list of Problem
        What was found.
    """

    tables: dict[str, pd.DataFrame]
    inside: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)


def tabled(said: Said, names: Resolved) -> Tabled:
    """Return the tables that a survey gives.

    Parameters
    ----------
    said : Said
        What it says.
    names : Resolved
        Whose the names are.
    """
    return _Tabler(said, names).tabled()


class _Tabler:
    def __init__(self, said: Said, names: Resolved) -> None:
        self.said = said
        self.problems: list[Problem] = []
        self.actors = names.actors["actor"].drop_duplicates().to_numpy(dtype=object)
        place = {actor: at for at, actor in enumerate(self.actors)}
        self.whose = {written: place[actor] for written, actor in names.of.items()}
        forms = said.submissions
        self.by = np.array([self.whose.get(one, -1) for one in forms["respondent"]], dtype=int)
        self.kept = self._last_of_each(forms)
        self.person = self._persons(forms)
        self.cells = self._cells()
        self.inside: list[pd.DataFrame] = []

    # -- forms ------------------------------------------------------------------------------

    def _last_of_each(self, forms: pd.DataFrame) -> np.ndarray:
        """Say which forms count: of one person's, the last one."""
        kept = self.by >= 0
        told = forms[(forms["person"] != "").to_numpy() & kept]
        if told.empty:
            return kept
        told = told.assign(by=self.by[told.index], person=told["person"].map(folded))
        order = told.sort_values(["date", "place", "row"], na_position="first", kind="stable")
        again = order.duplicated(["by", "person"], keep="last")
        if again.any():
            first = np.sort(order.index[again.to_numpy()])
            kept[first] = False
            rows = Rows(int(row) for row in forms["row"].iloc[first])
            file, sheet = self.said.places[int(forms["place"].iloc[first[0]])]
            given = {"n": len(rows), "rows": rows}
            self.problems.append(
                Problem("notice", "survey_again", file, sheet, rows[0], fields=given)
            )
        return kept

    def _persons(self, forms: pd.DataFrame) -> np.ndarray:
        """Return a code for the person of each form: its organisation's, numbered."""
        codes = np.full(len(forms), None, dtype=object)
        ordered = forms[self.kept].assign(by=self.by[self.kept])
        size = ordered.groupby("by")["row"].transform("size")
        named = (ordered["person"] != "") | (size > 1)
        number = ordered.groupby("by").cumcount() + 1
        for at in ordered.index[named]:
            parts = [self.actors[self.by[at]], *filter(None, [self.said.wave]), str(number[at])]
            codes[at] = "-".join(parts)
        unsure = ordered[(ordered["person"] == "") & (size > 1)]
        if len(unsure):
            actors = tuple(dict.fromkeys(self.actors[self.by[at]] for at in unsure.index))
            shown = (*actors[:_MANY], *(["…"] if len(actors) > _MANY else []))
            rows = Rows(int(row) for row in unsure["row"])
            file, sheet = self.said.places[int(unsure["place"].iloc[0])]
            given = {"n": len(actors), "actors": shown, "rows": rows}
            self.problems.append(
                Problem("notice", "survey_several", file, sheet, rows[0], fields=given)
            )
        return codes

    def _cells(self) -> pd.DataFrame:
        """Return the cells of the forms that count, actors as positions, without their own line."""
        cells = self.said.cells
        form = cells["submission"].to_numpy()
        whose = np.array([self.whose.get(one, -1) for one in cells["target"].cat.categories] + [-1])
        sources = [self.whose.get(one, -1) if one else -2 for one in cells["source"].cat.categories]
        source = np.array([*sources, -2])[cells["source"].cat.codes]
        frame = pd.DataFrame(
            {
                "form": form,
                "question": cells["question"].to_numpy(),
                "by": self.by[form],
                "source": source,
                "target": whose[cells["target"].cat.codes],
                "text": cells["target"].cat.codes.to_numpy(),
                "value": cells["value"].cat.codes.to_numpy(),
                "place": cells["place"].to_numpy(),
                "row": cells["row"].to_numpy(),
                "heading": cells["heading"].cat.codes.to_numpy(),
            }
        )
        if frame.empty:
            return frame
        # form by form, in the order of the actors and of the items: that of columns says nothing
        texts = cells["target"].cat.categories
        rank = np.empty(len(texts), dtype=int)
        rank[sorted(range(len(texts)), key=lambda at: in_order(texts[at]))] = np.arange(len(texts))
        order = np.lexsort((rank[frame["text"]], frame["target"], form))
        frame = frame.iloc[order]
        return frame[self.kept[frame["form"].to_numpy()]].reset_index(drop=True)

    # -- tables -----------------------------------------------------------------------------

    def tabled(self) -> Tabled:
        n = len(self.actors)
        self.speaking = np.unique(self.by[self.kept])
        self.line = np.full(n + 1, -1)
        self.line[self.speaking] = np.arange(len(self.speaking))
        self.asked = np.zeros((len(self.speaking), n), dtype=bool)
        self.tied, self.unknown, self.doubted = (np.zeros_like(self.asked) for _ in range(3))
        self.arrows = ArrowsHeard(self.line, self.asked.shape)
        parts: dict[str, list[pd.DataFrame]] = {
            "ties": [], "set_aside": [], "perceptions": [], "answers": [],
        }  # fmt: skip
        filled = [np.zeros(len(self.by), dtype=int) for _ in range(3)]
        listens = {one.to for one in self.said.questions}
        listed = "ties" if "ties" in listens else "directed" if "directed" in listens else ""
        own: list[pd.DataFrame] = []
        for number, question in enumerate(self.said.questions):
            cells = self.cells[self.cells["question"] == number].reset_index(drop=True)
            meant = meanings_of(question, self.said, cells, self.problems)
            mine = cells["target"] == cells["by"] if question.to != "answers" else False
            mine = np.broadcast_to(np.asarray(mine), len(cells)) & (cells["source"] == -2)
            own.append(cells[mine & (meant.code > 0)])
            counted = ~mine & (
                cells["target"].to_numpy() >= 0 if question.to != "answers" else True
            )
            cells = cells[counted].reset_index(drop=True)
            meant = meant.take(np.asarray(counted))
            self._fill(filled, cells, meant, counts=not listed or question.to == listed)
            for name, frame in self._of(question, cells, meant).items():
                parts[name].append(frame)
            if question.to == listed:
                self._listen(cells, meant)
        self._own_lines(own)
        tables = {
            name: pd.concat(frames, ignore_index=True) if frames else _empty(name)
            for name, frames in parts.items()
        }
        tables["directed"] = self._arrows(filled[0])
        tables["respondents"] = self._respondents(filled, listed)
        tables["items"] = self._items()
        inside = pd.concat(self.inside, ignore_index=True) if self.inside else _frame(INSIDE)
        return Tabled(tables, inside, self.problems)

    def _of(self, question: Question, cells: pd.DataFrame, meant: Meant) -> dict[str, pd.DataFrame]:
        if question.to == "answers":
            return self._answers(cells, meant)
        of = {"ties": self._ties, "perceptions": self._scores, "directed": self._directed}
        return of[question.to](question, cells, meant)

    def _fill(
        self, filled: list[np.ndarray], cells: pd.DataFrame, meant: Meant, *, counts: bool
    ) -> None:
        """Count, form by form: cells filled anywhere; cells, and cells filled, of the roster."""
        form, said = cells["form"].to_numpy(), meant.code != NOT_ANSWERED
        n = len(self.by)
        filled[0] += np.bincount(form[said], minlength=n)
        if counts:
            filled[1] += np.bincount(form, minlength=n)
            filled[2] += np.bincount(form[said], minlength=n)

    def _listen(self, cells: pd.DataFrame, meant: Meant) -> None:
        """Keep of whom each organisation said a tie, was asked, or said nothing."""
        for_self = (cells["source"] == -2).to_numpy()
        line = self.line[cells["by"].to_numpy()[for_self]]
        target, code = cells["target"].to_numpy()[for_self], meant.code[for_self]
        self.asked[line, target] = True
        self.tied[line[code > 0], target[code > 0]] = True
        # who of several persons knows says it for the organisation
        known = np.zeros_like(self.asked)
        known[line[code >= 0], target[code >= 0]] = True
        silent = np.zeros_like(self.asked)
        silent[line[code < 0], target[code < 0]] = True
        self.unknown |= silent & ~known
        doubt = np.zeros_like(self.asked)
        doubt[line[code == NOT_KNOWN], target[code == NOT_KNOWN]] = True
        self.doubted |= doubt & ~known

    def _ties(
        self, question: Question, cells: pd.DataFrame, meant: Meant
    ) -> dict[str, pd.DataFrame]:
        by = self._grouped(cells, meant, question)
        tied = by[by["code"] > 0]
        speaker = tied["source"].where(tied["source"] >= 0, tied["by"]).to_numpy()
        levels = np.array([*meant.words, ""], dtype=object)
        ties = pd.DataFrame(
            {
                "source": self.actors[speaker],
                "target": self.actors[tied["target"].to_numpy()],
                "level": levels[tied["code"].to_numpy() - 1],
                "start": self._days(tied["form"]),
                "reported_by": self.actors[tied["by"].to_numpy()],
                "theme": question.theme or None,
            }
        )
        aside = cells.assign(aside=meant.aside)[meant.aside >= 0]
        words = np.array([*meant.aside_words, ""], dtype=object)
        apart = pd.DataFrame(
            {
                "source": self.actors[aside["by"].to_numpy()],
                "target": self.actors[aside["target"].to_numpy()],
                "kind": words[aside["aside"].to_numpy()],
                "start": self._days(aside["form"]),
            }
        ).drop_duplicates(ignore_index=True)
        return {"ties": _shaped("ties", ties), "set_aside": _shaped("set_aside", apart)}

    def _grouped(self, cells: pd.DataFrame, meant: Meant, question: Question) -> pd.DataFrame:
        """Return what each organisation says of each actor, once, whatever its persons."""
        frame = cells[["by", "source", "target", "form"]].assign(code=meant.code)
        self._differ(frame, meant, question)
        return kept_level(frame, ["by", "source", "target"], self.said.several)

    def _differ(self, frame: pd.DataFrame, meant: Meant, question: Question) -> None:
        """Keep where persons of one organisation say different things."""
        known = frame[frame["code"] >= 0]
        forms = known.groupby("by")["form"].nunique()
        several = known[known["by"].isin(forms.index[forms > 1])]
        if several.empty:
            return
        told = several.groupby(["by", "source", "target"])["code"]
        apart = several[told.transform("max") > told.transform("min")]
        labels = np.array(["none", *meant.words], dtype=object)
        self.inside.append(
            pd.DataFrame(
                {
                    "actor": self.actors[apart["by"].to_numpy()],
                    "question": question.name or question.theme or question.to,
                    "target": self.actors[apart["target"].to_numpy()],
                    "person": self.person[apart["form"].to_numpy()],
                    "value": labels[apart["code"].to_numpy()],
                }
            )
        )

    def _scores(
        self, question: Question, cells: pd.DataFrame, meant: Meant
    ) -> dict[str, pd.DataFrame]:
        scored = cells.assign(score=meant.score)[meant.code > 0]
        self._scores_differ(scored, question)
        found = scored.groupby(["by", "target"], sort=False)["score"].mean().reset_index()
        frame = pd.DataFrame(
            {
                "rater": self.actors[found["by"].to_numpy(dtype=int)],
                "rated": self.actors[found["target"].to_numpy(dtype=int)],
                "dimension": question.name,
                "score": found["score"],
                "wave": self.said.wave or None,
            }
        )
        return {"perceptions": _shaped("perceptions", frame)}

    def _scores_differ(self, scored: pd.DataFrame, question: Question) -> None:
        told = scored.groupby(["by", "target"])["score"]
        apart = scored[told.transform("max") > told.transform("min")]
        if len(apart):
            self.inside.append(
                pd.DataFrame(
                    {
                        "actor": self.actors[apart["by"].to_numpy()],
                        "question": question.name,
                        "target": self.actors[apart["target"].to_numpy()],
                        "person": self.person[apart["form"].to_numpy()],
                        "value": [f"{score:g}" for score in apart["score"]],
                    }
                )
            )

    def _directed(
        self, question: Question, cells: pd.DataFrame, meant: Meant
    ) -> dict[str, pd.DataFrame]:
        """Hear the arrows of a question, whose table is made once all ends are heard."""
        frame = cells[["by", "source", "target", "form"]].assign(code=meant.code)
        self._differ(frame, meant, question)
        self.arrows.hear(question, cells, meant)
        return {}

    def _arrows(self, filled: np.ndarray) -> pd.DataFrame:
        if not self.arrows.heard:
            return _empty("directed")
        listed = self.asked if self.said.roster else np.zeros_like(self.asked)
        found = self.arrows.table(listed, np.unique(self.by[filled > 0]))
        named = {name: self.actors[found[name].to_numpy(dtype=int)] for name in _ENDS}
        return _shaped("directed", found.assign(**named, start=self._days(found["form"])))

    def _answers(self, cells: pd.DataFrame, meant: Meant) -> dict[str, pd.DataFrame]:
        told = cells.assign(code=meant.code)[(meant.code > 0) | (meant.code == NOT_KNOWN)]
        words = np.array([*meant.words, None], dtype=object)
        code = told["code"].to_numpy()
        items = self.said.cells["target"].cat.categories.to_numpy(dtype=object)
        frame = pd.DataFrame(
            {
                "respondent": self.actors[told["by"].to_numpy()],
                "item": items[told["text"].to_numpy()],
                "answer": words[np.where(code > 0, code - 1, len(words) - 1)],
                "wave": self.said.wave or None,
                "person": self.person[told["form"].to_numpy()],
            }
        )
        return {"answers": _shaped("answers", frame)}

    def _days(self, forms: pd.Series) -> np.ndarray:
        return self.said.submissions["date"].to_numpy()[forms.to_numpy()]

    # -- who answered -----------------------------------------------------------------------

    def _respondents(self, filled: list[np.ndarray], listed: str) -> pd.DataFrame:
        forms = self.said.submissions[self.kept]
        at = forms.index.to_numpy()
        anywhere, asked, of_roster = (counts[at] for counts in filled)
        status = np.select(
            [anywhere == 0, of_roster < asked], ["none", "partial"], default="complete"
        )
        silent = ~self.tied & self.unknown
        if self.said.roster and listed:
            never = ~self.asked
            self._tell_never_asked(never)
            silent |= never & ~self.tied
        doubted = ~self.tied & self.doubted & silent
        who = self.line[self.by[at]]
        own = self.by[at]
        frame = pd.DataFrame(
            {
                "actor": self.actors[own],
                "wave": self.said.wave or None,
                "date": forms["date"].to_numpy(),
                "person": self.person[at],
                "answered": status,
                "form": "roster" if self.said.roster else "recall",
                "not_answered": [
                    None if said == "none" else self._listed(silent[line], me)
                    for line, me, said in zip(who, own, status, strict=True)
                ],
                "dont_know": [
                    None if said == "none" else self._listed(doubted[line], me)
                    for line, me, said in zip(who, own, status, strict=True)
                ],
            }
        )
        return _shaped("respondents", pd.concat([frame, self._silent(own)], ignore_index=True))

    def _silent(self, answered: np.ndarray) -> pd.DataFrame:
        """Return a row for each actor who was asked and handed nothing in."""
        asked = dict.fromkeys(self.whose.get(one, -1) for one in self.said.asked)
        silent = [at for at in asked if at >= 0 and at not in set(answered.tolist())]
        return pd.DataFrame(
            {
                "actor": self.actors[silent],
                "wave": self.said.wave or None,
                "date": self.said.submissions["date"].min(),  # asked since the wave began
                "answered": "none",
                "form": "roster" if self.said.roster else "recall",
            }
        )

    def _listed(self, lines: np.ndarray, me: int) -> str | None:
        return "; ".join(self.actors[at] for at in np.flatnonzero(lines) if at != me) or None

    def _tell_never_asked(self, never: np.ndarray) -> None:
        """Tell the actors on nobody's list: they were not asked about, which is no *no*."""
        if not len(never):
            return
        absent = [str(one) for one in self.actors[never.all(axis=0)]]
        # whoever answers alone is not asked of itself
        if len(self.speaking) == 1:
            absent = [one for one in absent if one != self.actors[self.speaking[0]]]
        if absent:
            shown = (*absent[:_MANY], *(["…"] if len(absent) > _MANY else []))
            given = {"n": len(absent), "actors": shown}
            file = self.said.places[0][0] if self.said.places else None
            self.problems.append(Problem("notice", "survey_not_asked", file, fields=given))

    def _own_lines(self, own: list[pd.DataFrame]) -> None:
        cells = pd.concat(own) if own else self.cells.head(0)
        if cells.empty:
            return
        rows = Rows(dict.fromkeys(int(row) for row in cells["row"]))
        file, sheet = self.said.places[int(cells["place"].iloc[0])]
        given = {"n": len(cells), "rows": rows}
        self.problems.append(Problem("notice", "survey_self", file, sheet, rows[0], fields=given))

    def _items(self) -> pd.DataFrame:
        of_items = [n for n, one in enumerate(self.said.questions) if one.to == "answers"]
        cells = self.said.cells
        of_them = cells.loc[cells["question"].isin(of_items), "target"]
        items = sorted(of_them.drop_duplicates().astype("str"), key=in_order)
        texts: Mapping[str, str] = self.said.items
        frame = pd.DataFrame(
            {"item": items, f"text_{self.said.lang}": [texts.get(one) for one in items]}
        )
        return _shaped("items", frame)


def _frame(names: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([], dtype="str") for name in names})


def _empty(name: str) -> pd.DataFrame:
    return _frame(TABLES[name].names)


def _shaped(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with every column of its specification."""
    return frame.reindex(columns=list(TABLES[name].names))
