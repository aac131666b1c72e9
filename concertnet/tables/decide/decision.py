"""A decision that reading leaves to a person, its choices, and how an answer is looked up.

Reading makes decisions beside problems. A person answers them in a table of decisions, whose rows
become a mapping from `Decision.key` to the `Choice.answer` that was chosen; given to the next
reading, the mapping settles them, in the same way whatever the order of its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from concertnet.answers import AnswerTable, about
from concertnet.tables.decide.spelling import name_key
from concertnet.words import Word, Words, words

__all__ = [
    "DECISIONS",
    "DIFFERENT",
    "IGNORE",
    "MANY",
    "NEW",
    "OWN",
    "UNKNOWN",
    "Answers",
    "CellPlace",
    "Choice",
    "Decision",
    "DecisionKind",
    "decision_key",
]

DECISIONS = AnswerTable(
    "decisions",
    (
        *about("key", "kind", "written"),
        *about("n", dtype="int64"),
        *about("question", "reason", "choices", "effects", "proposed"),
    ),
)

DecisionKind = Literal["actor", "instance", "sector", "level", "actors", "levels", "same"]
Answers = Mapping[str, str]

# Answers that name nothing of the data: no identifier begins so. The words of the catalogue
# (`answer_new_actor`...) and their synonyms mean them too.
NEW = "@new"  # what is written is a new actor, or a new instance, of that name
IGNORE = "@ignore"  # what is written is left out, with the rows that hang on it
MANY = "@several"  # what is written names several actors, or several instances
OWN = "@own"  # the word is a sector of its own, declared
UNKNOWN = "@unknown"  # the word says no sector
DIFFERENT = "@different"  # the two are not the same actor

_MOST_IN_SENTENCE = 3


class CellPlace(NamedTuple):
    """Where one cell stands, as the user sees it; a table given in Python has no file."""

    file: str | None
    sheet: str | None
    row: int | None
    column: str


@dataclass(frozen=True)
class Choice:
    """One answer to a decision, with what it would do.

    Attributes
    ----------
    answer : str
        What is written in a table of decisions to choose it: the identifier of an actor or of an
        instance, the key of a sector or of a level, or `NEW`, `IGNORE`, `MANY`, `OWN`,
        `UNKNOWN`.
    shown : str
        What the reader sees: a name, or a `Word`.
    effect : str
        What it would do: the catalogue holds the sentence, ``effect_EFFECT``.
    """

    answer: str
    shown: str
    effect: str

    def does(self, written: str, lang: str | None = None) -> str:
        """Return what choosing it would do to what is written."""
        return words(lang)(f"effect_{self.effect}", written=written, shown=self.shown)


@dataclass(frozen=True)
class Decision:
    """What is written somewhere and can be read in several ways, once for all its cells.

    Attributes
    ----------
    kind : {"actor", "instance", "sector", "level", "actors", "levels", "same"}
        What was written: the name of an actor or of an instance, the word of a sector or of a
        level; ``"actors"`` when no actor is described at all, and all that are named may be added;
        ``"levels"`` when ties have no column of levels, and may all have one; ``"same"`` when two
        actors that are listed may be one.
    written : str
        What the cells say, as it is first spelt.
    cells : tuple of CellPlace
        All the cells that say it, in the order of the tables.
    choices : tuple of Choice
        What can be answered, the likeliest first.
    proposed : str or None
        The answer that is proposed, one of those of the choices; None where nothing is likelier.
    reason : str
        Why it is asked: the catalogue holds the sentence, ``reason_REASON``.
    named : int
        For ``"actors"``, how many are named; for ``"levels"``, how many ties there are.
    fields : mapping
        What else the sentences name.

    Examples
    --------
    >>> cells = (CellPlace("a.xlsx", "Liens", 3, "organisme"),)
    >>> choices = (
    ...     Choice("A1", "Ville de Rives", "actor"),
    ...     Choice("@new", Word("answer_new_actor"), "new_actor"),
    ... )
    >>> asked = Decision("actor", "Ville de Rive", cells, choices, "A1", "alike")
    >>> asked.key, asked.n, asked.stops
    ('actor:ville de rive', 1, True)
    >>> asked.text("en")
    '"Ville de Rive" (1 cell): Ville de Rives, or another organisation?'
    """

    kind: DecisionKind
    written: str
    cells: tuple[CellPlace, ...]
    choices: tuple[Choice, ...]
    proposed: str | None = None
    reason: str = "unknown_name"
    named: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """What an answer is looked up by; case, accents and spaces of what is written aside."""
        return decision_key(self.kind, self.written)

    @property
    def n(self) -> int:
        """Number of cells."""
        return len(self.cells)

    @property
    def stops(self) -> bool:
        """Whether reading stops until it is answered.

        It does not for a word of sector, which stays one of its own, nor for two actors, who stay
        two.
        """
        return self.kind not in ("sector", "same")

    def choice(self, answer: str | None) -> Choice | None:
        """Return the choice of an answer, None when no choice has it."""
        return next((choice for choice in self.choices if choice.answer == answer), None)

    def text(self, lang: str | None = None) -> str:
        """Return the question, on one line."""
        w = words(lang)
        if self.kind == "same":
            return w("decision_same", **self.fields)
        named = [self._shown(c, w) for c in self.choices if c.answer == self.proposed]
        if not named and self.kind in ("actor", "instance"):
            meant = (self.kind, f"{self.kind}_alone")
            named = [self._shown(c, w) for c in self.choices if c.effect in meant]
            named = [self._shown(c, w) for c in self.choices[:1] if c.answer == MANY] + named
        elif self.kind in ("actors", "levels"):
            named = []
        likely = w["problem_or"].join(named[:_MOST_IN_SENTENCE])
        key = f"decision_{self.kind}" + ("_likely" if likely else "")
        legend = self.fields.get("legend")
        written = f"{self.written} = {legend}" if legend else self.written
        return w(key, written=written, n=self.named or self.n, likely=likely)

    def why(self, lang: str | None = None) -> str:
        """Return why it is asked."""
        return words(lang)(f"reason_{self.reason}", written=self.written, n=self.n, **self.fields)

    def as_row(self, lang: str | None = None) -> dict[str, Any]:
        """Return the decision as one row of data; the choices and cells are joined as text."""
        w = words(lang)
        return {
            "key": self.key,
            "kind": self.kind,
            "written": self.written,
            "n": self.named or self.n,
            "question": self.text(lang),
            "reason": self.why(lang),
            "choices": "; ".join(c.answer for c in self.choices),
            "effects": " ".join(c.does(self.written, w.lang) for c in self.choices),
            "proposed": self.proposed,
        }

    @staticmethod
    def _shown(choice: Choice, w: Words) -> str:
        return w[choice.shown] if isinstance(choice.shown, Word) else choice.shown


def decision_key(kind: str, written: str) -> str:
    """Return the key of the decision on what is written; of identifiers, spaces only are folded.

    Examples
    --------
    >>> decision_key("sector", " Société d’État"), decision_key("same", "A1 = a1")
    ('sector:societe d etat', 'same:A1 = a1')
    """
    return f"{kind}:{' '.join(written.split()) if kind == 'same' else name_key(written)}"
