"""What the columns of answers seem to be: who answers, of whom, of what; nothing is sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from concertnet.scale import BOURQUE, SCALES, Scale
from concertnet.survey.exports import TOOLS, heading_of_tool
from concertnet.survey.headed_sheet import HeadedSheet
from concertnet.survey.mapping import ColumnPattern
from concertnet.survey.private import mostly_addresses, mostly_mails, personal_heading
from concertnet.tables.cells.dates import read_date
from concertnet.tables.decide.name_book import NameBook
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cleaned
from concertnet.words import folded, normalise, synonyms

__all__ = [
    "TO_DECIDE",
    "Guess",
    "GuessedChoices",
    "GuessedColumns",
    "GuessedNames",
    "GuessedRows",
    "dimension_of",
    "guess_scale",
    "guessed_columns",
    "guessed_rows",
    "guessed_values",
    "known_by",
]

TO_DECIDE = "?"
_MOST_VALUES = 12  # different answers of a question; more are free text or names
_LONG = 40  # characters from which an answer is a text, and not a choice
_MOST_STEPS = 10
_KNOWN = 0.5  # share of names that must be those of actors
_SOME = 0.2  # the same, of names that people write by heart
_SEPARATORS = (";", ", ", " ")
_CELL = re.compile(r"([^\[\]_]+)(_[^\[\]_]+)")  # of an array of numbers: Q1[SQ001_SQ101]
_BRACKETS = (
    re.compile(r"(.*\[)([^\[\]]+)(\][^\[\]]*)", re.DOTALL),  # the last ones: Question [row]
    re.compile(r"([^\[]*\[)([^\[\]]+)(\]\[.*)", re.DOTALL),  # the first ones: Q1[SQ001][1]
    re.compile(r"([^\[]*\[)(.+)(\])", re.DOTALL),  # a name that has some itself
)
_TAIL = re.compile(r"(.*[_./\- ])([^\s_./\-]+)", re.DOTALL)
_DIGITS = re.compile(r"(.*\D)(\d+)", re.DOTALL)
_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)")


@dataclass(frozen=True)
class GuessedColumns:
    """Columns of one form: a question asked of many actors, or statements.

    Attributes
    ----------
    pattern : str
        Their heading, with ``{actor}`` or ``{item}``.
    within : tuple of str
        What stands at that place.
    labels : tuple of str
        What the labels of the columns say in its place; empty where there are none.
    columns : tuple of int
        The columns.
    to : str
        ``"ties"``, ``"perceptions"`` or ``"items"``.
    values : dict of str to str
        What each answer seems to mean.
    sure : bool
        Whether actors were recognised.
    """

    pattern: str
    within: tuple[str, ...]
    labels: tuple[str, ...]
    columns: tuple[int, ...]
    to: str
    values: dict[str, str]
    sure: bool


@dataclass(frozen=True)
class GuessedChoices:
    """A column whose cells hold all the actors that are chosen."""

    heading: str
    separator: str


@dataclass(frozen=True)
class GuessedNames:
    """Columns of names written by heart, with those of their levels."""

    names: tuple[str, ...]
    levels: tuple[str, ...]
    values: dict[str, str]


@dataclass(frozen=True)
class GuessedRows:
    """Columns of a table where each row names an actor.

    Attributes
    ----------
    actor, source : str
        Headings of the actor spoken of, and of the one that speaks, where it is not the respondent.
    said : tuple of (heading, to, values)
        Columns of answers: where they go, what each answer seems to mean.
    date : str
        The heading of the day.
    others : tuple of str
        Headings of the other columns that name actors, one of which may be who answers.
    """

    actor: str
    source: str
    said: tuple[tuple[str, str, dict[str, str]], ...]
    date: str = ""
    others: tuple[str, ...] = ()


@dataclass
class Guess:
    """What the columns of a sheet seem to be.

    Attributes
    ----------
    respondent, person, date : str
        Headings, empty where none seems right.
    by_address : bool
        Whether an address alone says who answers.
    groups, choices, named
        Questions.
    drop : list of str
        Headings not to read: personal data, free text, what the tool adds.
    others : list of str
        Headings of which nothing is known.
    """

    respondent: str = ""
    person: str = ""
    date: str = ""
    by_address: bool = False
    groups: list[GuessedColumns] = field(default_factory=list)
    choices: list[GuessedChoices] = field(default_factory=list)
    named: list[GuessedNames] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


Known = Callable[[str], bool]


def known_by(book: NameBook | None) -> Known:
    """Return what says whether a text is the name of an actor."""
    if book is None:
        return lambda _: False
    return lambda text: len(book.whose(text)) > 0


def guess_scale(texts: Sequence[str]) -> Scale:
    """Return the scale that knows most of the answers, Bourque's where none knows more.

    Examples
    --------
    >>> guess_scale(["Cooperation", "Coordination", "Integration"]).name
    'partner'
    """
    known = {name: sum(one.find(t) is not None for t in texts) for name, one in SCALES.items()}
    best = max(known, key=lambda name: known[name])
    return SCALES[best] if known[best] > known[BOURQUE.name] else BOURQUE


def guessed_values(texts: Sequence[str], scale: Scale) -> dict[str, str]:
    """Return what answers seem to mean in a question on ties; ``"?"`` where nothing tells.

    Examples
    --------
    >>> guessed_values(["0", "2", "ne sais pas"], BOURQUE)
    {'0': 'none', '2': 'concertation', 'ne sais pas': 'dont_know'}
    """
    found: dict[str, str] = {}
    numbers = [int(text) for text in texts if re.fullmatch(r"\d{1,2}", text)]
    ranked = bool(numbers) and 0 in numbers and max(numbers) <= len(scale.levels)
    for text in texts:
        if not text:
            continue
        plain = normalise(text)
        if level := scale.find(text):
            found[text] = level
        elif plain in synonyms("survey_dont_know"):
            found[text] = "dont_know"
        elif plain in synonyms("survey_no_answer"):
            found[text] = "no_answer"
        elif ranked and text.isdigit():
            found[text] = "none" if int(text) == 0 else scale.levels[int(text) - 1]
        elif plain in synonyms("no_relation") - {"0"} or plain in synonyms("survey_unchecked"):
            found[text] = "none"
        elif plain in synonyms("subcontracting"):
            found[text] = "subcontracting"
        elif plain in synonyms("consultation"):
            found[text] = "consultation"
        else:
            found[text] = TO_DECIDE
    return found


class _Columns:
    """The columns of a sheet, each with its different answers."""

    def __init__(self, sheet: HeadedSheet) -> None:
        self.sheet = sheet
        self._distinct: dict[int, tuple[str, ...]] = {}

    def distinct(self, at: int) -> tuple[str, ...]:
        if at not in self._distinct:
            texts = dict.fromkeys(cleaned(text) for text in self.sheet.texts(at))
            self._distinct[at] = tuple(text for text in texts if text)
        return self._distinct[at]

    def of(self, columns: Sequence[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for at in columns for text in self.distinct(at)))


def guessed_columns(sheet: HeadedSheet, book: NameBook | None) -> Guess:
    """Return what the columns of a table of forms, a row each, seem to be.

    Parameters
    ----------
    sheet : HeadedSheet
        The forms.
    book : NameBook, optional
        The actors that are known.
    """
    guess, columns = Guess(), _Columns(sheet)
    free = [at for at, heading in enumerate(sheet.headings) if heading]
    tool = TOOLS.get(sheet.tool)
    if tool is not None:
        guess.date = heading_of_tool(sheet.headings, tool.date) or ""
    private = [
        at for at in free
        if personal_heading(sheet.headings[at]) or mostly_addresses(sheet.texts(at))
    ]  # fmt: skip
    ours = [] if tool is None else [at for at in free if _is_own(sheet.headings[at], tool.own)]
    known = known_by(book)
    asked = [at for at in free if at not in ours and sheet.headings[at] != guess.date]
    guess.named, used = _names(sheet, columns, [at for at in asked if at not in private], known)
    asked = [at for at in asked if at not in used]
    groups, taken = _groups(sheet, columns, asked, known)
    groups = [_of_codes(one, columns, 0 if book is None else len(book)) for one in groups]
    left = [at for at in asked if at not in taken]
    names = {name for one in groups for name in (*one.within, *one.labels)}
    who = _respondent(sheet, columns, left, known, {folded(name) for name in names})
    if who is not None:
        guess.respondent = sheet.headings[who]
    else:
        # an IP address is that of a network, not of an organisation
        addressed = [at for at in private if mostly_mails(sheet.texts(at))]
        if addressed:
            guess.respondent, guess.by_address = sheet.headings[addressed[0]], True
            who = addressed[0]
    guess.groups = groups
    left = [at for at in left if at != who]
    for at in list(left):
        if (separator := _choices(columns, at, known)) and at not in private:
            guess.choices.append(GuessedChoices(sheet.headings[at], separator))
            left.remove(at)
    if not guess.date:
        days = [at for at in left if at not in private and _are_dates(columns.distinct(at))]
        guess.date = sheet.headings[days[0]] if days else ""
    alone = [
        at for at in left
        if at not in private and columns.distinct(at) and _are_scores(columns.distinct(at))
    ]  # fmt: skip
    if alone:
        headings = tuple(sheet.headings[at] for at in alone)
        guess.groups.append(
            GuessedColumns("{item}", headings, (), tuple(alone), "items", {}, sure=False)
        )
        left = [at for at in left if at not in alone]
    for at in dict.fromkeys([*ours, *private, *left]):
        heading = sheet.headings[at]
        if heading in (guess.date, guess.respondent):
            continue
        dropped = at in ours or at in private or _is_free_text(columns.distinct(at))
        (guess.drop if dropped else guess.others).append(heading)
    return guess


def _is_own(heading: str, own: Sequence[str]) -> bool:
    return heading_of_tool([heading], own) is not None


def _is_free_text(texts: Sequence[str]) -> bool:
    return any(len(text) > _LONG for text in texts) or len(texts) > _MOST_VALUES


def _forms(heading: str, known: Known) -> list[tuple[str, str, str]]:
    """Return the ways in which a heading may hold the name or the code of what is asked of."""
    found = []
    for brackets in _BRACKETS:
        if match := brackets.fullmatch(heading):
            found.append((match[1], match[2].strip(), match[3]))
            if cell := _CELL.fullmatch(match[2].strip()):
                found.append((match[1], cell[1], f"{cell[2]}{match[3]}"))
    for joint in (" > ", " - ", " : ", "/", ": "):
        before, sign, after = heading.rpartition(joint)
        if sign and after.strip():
            found.append((before + joint, after.strip(), ""))
    for tail in (_TAIL, _DIGITS):
        if (match := tail.fullmatch(heading)) and match[1].strip():
            found.append((match[1], match[2], ""))
    if known(heading):
        found.append(("", heading, ""))
    return list(dict.fromkeys(found))


def _groups(
    sheet: HeadedSheet, columns: _Columns, free: Sequence[int], known: Known
) -> tuple[list[GuessedColumns], set[int]]:
    """Return the columns that share a form, and those that are then taken."""
    forms: dict[tuple[str, str], list[tuple[int, str]]] = {}
    looseness: dict[tuple[str, str], int] = {}
    for at in free:
        for loose, (before, within, after) in enumerate(_forms(sheet.headings[at], known)):
            forms.setdefault((before, after), []).append((at, within))
            looseness.setdefault((before, after), loose)
    scored = []
    for (before, after), members in forms.items():
        told = [_label(sheet.labels[at]) for at, _ in members]
        both = zip(members, told, strict=True)
        named = sum(known(within) or known(label) for (_, within), label in both)
        closed = [at for at, _ in members if not _is_free_text(columns.distinct(at))]
        alike = _alike(columns, [at for at, _ in members])
        if _is_array([within for _, within in members]):
            continue  # several questions in one: each of its columns is one
        if len(members) >= 2 and closed and (named >= _KNOWN * len(members) or alike):
            scored.append((named, len(members), bool(before.strip()), before, after, members))
    # names first, then the largest group, then the surest form: SQ001 rather than 001
    scored.sort(key=lambda one: (*(-n for n in one[:3]), looseness[one[3:5]]))
    found: list[GuessedColumns] = []
    taken: set[int] = set()
    for named, _, _, before, after, members in scored:
        members = [(at, within) for at, within in members if at not in taken]
        if len(members) < 2:
            continue
        group = _group(sheet, columns, before, after, members, named >= _KNOWN * len(members))
        if group is None:
            continue
        found.append(group)
        taken |= {at for at, _ in members}
    found.sort(key=lambda one: one.columns)
    return [_of_roster(group, found) for group in found], taken


def _is_array(within: Sequence[str]) -> bool:
    """Say whether codes are the lines of an array by its columns, each pair once.

    Examples
    --------
    >>> _is_array(["A_1", "A_2", "B_1", "B_2", "C_1", "C_2"]), _is_array(["r_001", "r_002"])
    (True, False)
    """
    cells = [_CELL.fullmatch(one) for one in within]
    pairs = {(one[1], one[2]) for one in cells if one}
    lines, columns = ({pair[at] for pair in pairs} for at in (0, 1))
    whole = len(pairs) == len(within) == len(lines) * len(columns)
    return whole and len(lines) > 2 and len(columns) > 1


def _of_roster(group: GuessedColumns, groups: Sequence[GuessedColumns]) -> GuessedColumns:
    """Read statements under the very codes of a question on ties as scores of its actors."""
    rosters = [set(one.within) for one in groups if one.to == "ties" and len(one.within) > 2]
    if group.to != "items" or set(group.within) not in rosters:
        return group
    pattern = group.pattern.replace("{item}", "{actor}")
    return replace(group, to="perceptions", pattern=pattern)


def _of_codes(group: GuessedColumns, columns: _Columns, actors: int) -> GuessedColumns:
    """Read statements answered by codes, as many as the actors that are known, as ties to decide.

    A form exported with codes alone says of nothing what it is: there are as many lines as actors.
    """
    texts = columns.of(group.columns)
    if group.to != "items" or actors < 3 or len(group.within) != actors or _are_scores(texts):
        return group
    values = guessed_values(texts, guess_scale(texts))
    pattern = group.pattern.replace("{item}", "{actor}")
    return replace(group, to="ties", pattern=pattern, values=values)


def _alike(columns: _Columns, members: Sequence[int]) -> bool:
    """Say whether columns have the same few answers, as those of one question do."""
    every = columns.of(members)
    if not every or len(every) > _MOST_VALUES or any(len(text) > _LONG for text in every):
        return False
    told = Counter(text for at in members for text in columns.distinct(at))
    shared = sum(n > 1 for n in told.values())
    scale = guess_scale(every)
    levels = sum(scale.find(text) is not None for text in every)
    return max(shared, levels) >= _KNOWN * len(told) or _are_scores(every)


def _group(
    sheet: HeadedSheet, columns: _Columns, before: str, after: str,
    members: list[tuple[int, str]], sure: bool,
) -> GuessedColumns | None:  # fmt: skip
    places = [at for at, _ in members]
    texts = columns.of(places)
    scale = guess_scale(texts)
    meant = guessed_values(texts, scale)
    told = sum(one != TO_DECIDE for one in meant.values())
    scored = told < len(texts) and bool(texts) and _are_scores(texts)
    if sure:
        to = "perceptions" if scored else "ties"
    elif any(one in scale.levels for one in meant.values()):
        to = "ties"
    else:
        to = "items"
    if to != "ties":
        meant = {text: one for text, one in meant.items() if one in ("dont_know", "no_answer")}
    place = "item" if to == "items" else "actor"
    pattern = f"{_braced(before)}{{{place}}}{_braced(after)}"
    if ColumnPattern.of(pattern, place) is None:
        return None
    labels = tuple(_label(sheet.labels[at]) for at in places)
    return GuessedColumns(
        pattern,
        tuple(within for _, within in members),
        labels if all(labels) and len(set(labels)) == len(labels) else (),
        tuple(places),
        to,
        meant,
        sure,
    )


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(?:[.,]\d+)?", text) is not None


def _label(label: str) -> str:
    """Return what a label says of its column alone: what is in its last brackets."""
    match = re.search(r"\[([^\[\]]+)\]\s*$", label)
    return match[1].strip() if match else ""


def _respondent(
    sheet: HeadedSheet, columns: _Columns, free: Sequence[int], known: Known, asked: set[str]
) -> int | None:
    """Return the column that names the actors that answer."""
    best, most = None, 0.0
    for at in free:
        texts = columns.distinct(at)
        if not texts or (personal_heading(sheet.headings[at]) and not any(map(known, texts))):
            continue
        share = sum(known(text) or folded(text) in asked for text in texts) / len(texts)
        last = normalise(sheet.headings[at].rpartition("/")[2])
        if last in synonyms("actor") | synonyms("source"):
            share += 0.6
        if share >= _KNOWN and share > most:
            best, most = at, share
    return best


def _choices(columns: _Columns, at: int, known: Known) -> str:
    """Return what stands between the actors that the cells of a column list; else nothing."""
    texts = columns.distinct(at)
    for separator in _SEPARATORS:
        parts = {part.strip() for text in texts for part in text.split(separator)} - {""}
        several = any(separator in text.strip(separator) for text in texts)
        if several and parts and sum(map(known, parts)) >= _KNOWN * len(parts):
            return separator
    return ""


def _names(
    sheet: HeadedSheet, columns: _Columns, free: Sequence[int], known: Known
) -> tuple[list[GuessedNames], set[int]]:
    """Return numbered columns of names, with numbered columns of levels beside them."""
    numbered: dict[tuple[str, str], dict[str, int]] = {}
    for at in free:
        if match := _NUMBERED.fullmatch(sheet.headings[at]):
            numbered.setdefault((match[1], match[3]), {})[match[2]] = at
    of_names = [
        group
        for group in numbered.values()
        if (texts := columns.of(list(group.values())))
        and sum(map(known, texts)) >= _SOME * len(texts)
    ]
    found: list[GuessedNames] = []
    used: set[int] = set()
    for group in of_names:
        levels: dict[str, int] = {}
        values: dict[str, str] = {}
        for other in numbered.values():
            texts = columns.of(list(other.values()))
            meant = guessed_values(texts, guess_scale(texts))
            of_levels = any(one in SCALES[guess_scale(texts).name].levels for one in meant.values())
            if set(other) == set(group) and other is not group and of_levels:
                levels, values = other, meant
        told = [at for at in group.values() if any(map(known, columns.distinct(at)))]
        if len(told) < 2 and not levels:
            continue  # one column of names alone rather says who answers
        found.append(
            GuessedNames(
                tuple(sheet.headings[at] for at in group.values()),
                tuple(sheet.headings[levels[number]] for number in group if levels),
                values,
            )
        )
        used |= {*group.values(), *levels.values()}
    return found, used


def guessed_rows(sheet: HeadedSheet, book: NameBook | None) -> GuessedRows | None:
    """Return what the columns of a table where each row names an actor seem to be.

    Parameters
    ----------
    sheet : HeadedSheet
        The table; where it hangs on forms, its own columns alone are looked at.
    book : NameBook, optional
        The actors that are known.
    """
    columns, known = _Columns(sheet), known_by(book)
    free = [
        at
        for at in range(sheet.own or len(sheet.headings))
        if not personal_heading(sheet.headings[at])
        or sheet.tool == "network_canvas"  # it calls *name* that of whoever is named
        or any(map(known, columns.distinct(at)))
    ]
    if sheet.tool in TOOLS:
        free = [at for at in free if not _is_own(sheet.headings[at], TOOLS[sheet.tool].own)]
    of_edges = ("from > ", "to > ")
    ends = [at for at, heading in enumerate(sheet.headings) if heading.startswith(of_edges)]
    named = [at for at in free if at not in ends and _names_actors(sheet, columns, at, known)]
    source = ""
    if ends:
        told = [at for at in ends if _names_actors(sheet, columns, at, known)]
        tails = {sheet.headings[at].partition(" > ")[2]: at for at in told or ends}
        heading = next((one for one in tails if f"from > {one}" in sheet.headings), "")
        actor, source = f"to > {heading}", f"from > {heading}"
        named = [at for at in range(len(sheet.headings)) if sheet.headings[at] == actor]
    if not named:
        return None
    own = {"from", "to"} if ends else set()
    left = [
        at for at in free if at not in named and at not in ends and sheet.headings[at] not in own
    ]
    said = []
    for at in left:
        texts = columns.distinct(at)
        if not texts or _is_free_text(texts):
            continue
        scale = guess_scale(texts)
        meant = guessed_values(texts, scale)
        told = [one for one in meant.values() if one != TO_DECIDE]
        if any(one in scale.levels for one in told):
            said.append((sheet.headings[at], "ties", meant))
        elif _are_scores(texts):
            kept = {text: one for text, one in meant.items() if one in ("dont_know", "no_answer")}
            said.append((sheet.headings[at], "perceptions", kept))
    date = next((sheet.headings[at] for at in left if _are_dates(columns.distinct(at))), "")
    others = tuple(sheet.headings[at] for at in named[:-1])
    return GuessedRows(sheet.headings[named[-1]], source, tuple(said), date, others)


def _are_scores(texts: Sequence[str]) -> bool:
    """Say whether answers are numbers of a short scale, a few words beside them."""
    numbers = [float(text.replace(",", ".")) for text in texts if _is_number(text)]
    return len(numbers) > _KNOWN * len(texts) and min(numbers) >= 0 and max(numbers) <= _MOST_STEPS


def _are_dates(texts: Sequence[str]) -> bool:
    read = [read_date(text) for text in texts]
    return bool(texts) and all(one.instant is not None and one.doubt != "serial" for one in read)


def _names_actors(sheet: HeadedSheet, columns: _Columns, at: int, known: Known) -> bool:
    """Say whether the cells of a column are names of actors, or its heading says so."""
    texts = columns.distinct(at)
    if not texts:
        return False
    said = synonyms("actor") | synonyms("target") | synonyms("name")
    heading = normalise(sheet.headings[at].rpartition(" > ")[2])
    last = normalise(sheet.headings[at].rpartition("/")[2])
    return heading in said or last in said or sum(map(known, texts)) >= _KNOWN * len(texts)


def dimension_of(pattern: str) -> str:
    """Return the dimension of perceptions that a heading names, ``"?"`` where it names none.

    Examples
    --------
    >>> dimension_of("Influence de {actor}"), dimension_of("Q2[{actor}]")
    ('power', '?')
    """
    words = f" {normalise(pattern)} "
    for dimension in TABLES["perceptions"]["dimension"].values:
        if any(f" {one} " in words for one in synonyms(dimension)):
            return dimension
    return TO_DECIDE
