"""The survey that the ties of autumn 2024 could come from, and its export by three tools.

The answers are made from the ties, never the ties from the answers: of a pair that is tied on the
day of the survey, at least one of the two answered, and says its level. What the other says is
drawn: the same, a lower level, no relation, *don't know*, or nothing. Between two that are not
tied, nobody says more than *no relation*.
"""

from __future__ import annotations

from collections.abc import Iterator

import invented_territory as told
import numpy as np
import pandas as pd

DAY = "2024-11-15"
LEVELS = ("collaboration", "concertation", "partnership")
NONE, DONT_KNOW, NO_ANSWER = "none", "dont_know", ""
Answers = dict[str, dict[str, str]]  # by respondent and by actor listed, what it says

# How each tool writes an answer; nothing is an empty cell for all.
WORDED = {
    NONE: "Aucune relation",
    "collaboration": "Collaboration",
    "concertation": "Concertation",
    "partnership": "Partenariat",
    DONT_KNOW: "Ne sais pas",
}
LIMESURVEY = {NONE: "A1", "collaboration": "A2", "concertation": "A3", "partnership": "A4",
              DONT_KNOW: "A5"}  # fmt: skip
KOBO = {NONE: "aucune", "collaboration": "collaboration", "concertation": "concertation",
        "partnership": "partenariat", DONT_KNOW: "nsp"}  # fmt: skip


def there(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in force on the day of the survey."""
    begun = (frame["start"] == "") | (frame["start"] <= DAY)
    return frame[begun & ((frame["end"] == "") | (frame["end"] > DAY))]


def drawn_answers(tables: dict[str, pd.DataFrame], chance: np.random.Generator) -> Answers:
    """Return what each respondent says of each other actor; the silent are not there."""
    asked = there(tables["actors"])["actor"].tolist()
    ties = there(tables["ties"])
    level = {(row.source, row.target): row.level for row in ties.itertuples()}
    silent = _silent(asked, set(level), chance)
    answers: Answers = {who: {} for who in asked if who not in silent}
    hasty = set(chance.choice(list(answers), len(answers) // 4, replace=False))
    for one, other in ((a, b) for k, a in enumerate(asked) for b in asked[k + 1 :]):
        tie = level.get((one, other)) or level.get((other, one))
        sides = [side for side in (one, other) if side in answers]
        if len(sides) == 2 and chance.random() < 0.5:
            sides.reverse()
        for place, side in enumerate(sides):
            of = other if side == one else one
            if tie and place == 0:
                answers[side][of] = tie
            elif tie:
                answers[side][of] = _otherwise(tie, chance)
            else:
                answers[side][of] = _nothing(chance, hasty=side in hasty)
    return answers


def _silent(asked: list[str], pairs: set[tuple[str, str]], chance: np.random.Generator) -> set[str]:
    """Return who did not answer: as many as the territory tells, no two of them tied."""
    missing, silent = told.INVITED - told.RESPONDED, set()
    for who in chance.permutation(asked).tolist():
        tied = any((who, one) in pairs or (one, who) in pairs for one in silent)
        if len(silent) < missing and not tied:
            silent.add(who)
    return silent


def _otherwise(tie: str, chance: np.random.Generator) -> str:
    """Return what the second of two says of their tie."""
    draw = chance.random()
    lower = LEVELS[max(LEVELS.index(tie) - 1, 0)]
    for limit, said in ((0.68, tie), (0.82, lower), (0.93, NONE), (0.97, DONT_KNOW)):
        if draw < limit:
            return said
    return NO_ANSWER


def _nothing(chance: np.random.Generator, *, hasty: bool) -> str:
    """Return what is said where there is no tie; the hasty leave lines empty."""
    draw = chance.random()
    if draw < (0.25 if hasty else 0.0):
        return NO_ANSWER
    return DONT_KNOW if draw > 0.97 else NONE


# -- exports -----------------------------------------------------------------------------------


def _days(answers: Answers) -> Iterator[tuple[int, str, str]]:
    """Give each respondent its number and the day it answered, in the order of arrival."""
    for number, who in enumerate(answers, start=1):
        yield number, who, f"2024-11-{4 + number % 12:02d}"


def limesurvey(answers: Answers, asked: list[str]) -> pd.DataFrame:
    """Return the export of LimeSurvey: codes of questions, codes of answers."""
    code = {actor: f"SQ{n:03d}" for n, actor in enumerate(asked, start=1)}
    rows = []
    for number, who, day in _days(answers):
        row = {"id": str(number), "submitdate": f"{day} 10:{number % 60:02d}:00", "lastpage": "3"}
        row |= {"startlanguage": "fr", "ORG": code[who]}
        said = answers[who]
        row |= {f"REL[{code[of]}]": LIMESURVEY.get(said.get(of, ""), "") for of in asked}
        rows.append(row)
    return pd.DataFrame(rows)


def kobo(answers: Answers, asked: list[str]) -> pd.DataFrame:
    """Return the export of KoboToolbox: groups and names of questions, names of choices."""
    rows = []
    for number, who, day in _days(answers):
        said = answers[who]
        row = {"start": f"{day}T10:00:00.000-05:00", "end": f"{day}T10:20:00.000-05:00"}
        row |= {"organisation": who.lower()}
        row |= {f"grille/relation_{of.lower()}": KOBO.get(said.get(of, ""), "") for of in asked}
        row |= {"_id": str(1000 + number), "_uuid": f"00000000-0000-4000-8000-{number:012d}"}
        row |= {
            "_submission_time": f"{day}T10:20:00",
            "_validation_status": "",
            "_index": str(number),
        }
        rows.append(row)
    return pd.DataFrame(rows)


def ms_forms(answers: Answers, asked: list[str], name: dict[str, str]) -> pd.DataFrame:
    """Return the export of Microsoft Forms in French: names, and answers in words."""
    rows = []
    for number, who, day in _days(answers):
        said = answers[who]
        row = {"ID": str(number), "Heure de début": f"{day} 10:00:00"}
        row |= {"Heure de fin": f"{day} 10:20:00", "Adresse de messagerie": "anonymous", "Nom": ""}
        row |= {"Votre organisation\u00a0": name[who]}
        row |= {name[of]: WORDED.get(said.get(of, ""), "") for of in asked}
        rows.append(row)
    return pd.DataFrame(rows)


# What a tool adds of its own, and the answers of persons that nobody needs.
UNREAD = {
    "limesurvey": ("id", "lastpage", "startlanguage"),
    "kobo": ("start", "_*"),
    "ms_forms": ("ID", "Heure de début", "Adresse de messagerie", "Nom"),
}


def _quoted(text: str) -> str:
    return f'"{text}"'


def mapping(tool: str, asked: list[str]) -> str:
    """Return the mapping of the export of a tool, as a text of TOML."""
    facts = {
        "limesurvey": ("ORG", "submitdate", "REL[{actor}]", LIMESURVEY),
        "kobo": ("organisation", "end", "relation_{actor}", KOBO),
        "ms_forms": ("Votre organisation", "Heure de fin", "{actor}", WORDED),
    }
    respondent, date, columns, written = facts[tool]
    codes = {"limesurvey": [f"SQ{n:03d}" for n in range(1, len(asked) + 1)],
             "kobo": [actor.lower() for actor in asked]}  # fmt: skip
    lines = ["[survey]", f'tool = "{tool}"', f'respondent = "{respondent}"', f'date = "{date}"']
    lines += ['form = "roster"', 'scale = "bourque"', 'lang = "fr"', 'wave = "2024"']
    lines += [f"drop = [{', '.join(map(_quoted, UNREAD[tool]))}]"]
    lines += ["# who is asked and hands nothing in has not answered"]
    lines += [f"asked = [{', '.join(map(_quoted, asked))}]"]
    lines += ["", "[[relation]]", f'columns = "{columns}"', 'to = "ties"', "", "[relation.values]"]
    lines += [f'"{text}" = "{said}"' for said, text in written.items()]
    lines += ['"" = "no_answer"']
    if tool in codes:
        pairs = zip(codes[tool], asked, strict=True)
        lines += ["", "[roster]", *(f'{code} = "{actor}"' for code, actor in pairs)]
    return "\n".join([*lines, ""])
