"""The key of a questionnaire: which code is whom, and how its answers are read. It is a mapping."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertnet.errors import ConcertnetError
from concertnet.questionnaires.instrument import AskedQuestion, Instrument
from concertnet.survey.said import DONT_KNOW, NONE
from concertnet.survey.toml_text import toml_text
from concertnet.swap import reason
from concertnet.words import words

__all__ = [
    "KEY_FILE",
    "answer_codes",
    "codes_of_key",
    "key_text",
    "of_one_scale",
    "values_of",
]

KEY_FILE = "questionnaire.toml"


def key_text(
    made: Instrument,
    tool: str,
    survey: Mapping[str, str],
    blocks: Sequence[tuple[str, Mapping[str, Any]]],
) -> str:
    """Return the text of a key.

    Parameters
    ----------
    made : Instrument
        The questionnaire.
    tool : str
        What its answers come back through.
    survey : mapping
        What ``[survey]`` says besides: the column of who answers, that of the date.
    blocks : sequence of (str, mapping)
        The tables of questions, each under its name.
    """
    w = words(made.langs[0])
    lines = [f"# {line}" for line in w["questionnaire_key"].splitlines()]
    levels = list(made.scale.levels) if not made.scale.word_keys else made.scale.name
    given: dict[str, Any] = {"tool": tool, **survey, "form": "roster"}
    given |= {"scale": levels, "lang": made.langs[0]}
    given |= {"wave": made.wave} if made.wave else {}
    # who hands nothing in has not answered, and is known to have been asked
    given["asked"] = [made.code_of[actor] for actor in made.asked]
    lines += ["", "[survey]", *(f"{name} = {toml_text(value)}" for name, value in given.items())]
    for name, block in blocks:
        lines += ["", f"[[{name}]]"]
        lines += [f"{key} = {toml_text(value)}" for key, value in block.items() if value]
    lines += ["", "[roster]"]
    for code, actor in made.codes.items():
        told = made.called.get(actor, "")
        remark = f"  # {told}" if told and told != actor else ""
        lines.append(f"{code} = {toml_text(actor)}{remark}")
    return "\n".join([*lines, ""])


def answer_codes(question: AskedQuestion) -> dict[str, str]:
    """Return the code of each answer: short, and accepted by every tool.

    Returns
    -------
    dict of str to str
        By what an answer means: ``L0``, ``L1``... for levels, ``Y`` and ``N``, the number of a
        score or of a step, ``DK`` for who does not know.
    """
    codes = {}
    for rank, (meaning, _) in enumerate(question.answers):
        if meaning == DONT_KNOW:
            codes[meaning] = "DK"
        elif question.to == "ties":
            codes[meaning] = f"L{rank}"
        elif question.to == "directed":
            codes[meaning] = "N" if meaning == NONE else "Y"
        else:
            codes[meaning] = meaning
    return codes


def values_of(question: AskedQuestion) -> dict[str, str]:
    """Return what each answer means: by its code, and by its text in each language."""
    codes, values = answer_codes(question), {}
    for meaning, texts in question.answers:
        for text in (codes[meaning], *texts.values()):
            values.setdefault(text, meaning)
    return values


def of_one_scale(question: AskedQuestion) -> dict[str, Any]:
    """Return what a mapping says of a question besides its columns and its answers."""
    if question.to == "perceptions":
        return {"dimension": question.name, "scale": list(question.steps or ())}
    if question.to == "directed":
        way = "received" if question.received else "given"
        return {"question": question.name, "direction": way}
    return {}


def codes_of_key(path: str | Path) -> dict[str, str]:
    """Return the actor of each code of an earlier key.

    Raises
    ------
    ConcertnetError
        If the file cannot be read, or is no key.
    """
    path = Path(path)
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConcertnetError("error_cannot_read", path=path, reason=reason(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeError) as error:
        raise ConcertnetError("error_questionnaire_key", path=path) from error
    roster = data.get("roster")
    if not isinstance(roster, dict) or not all(isinstance(one, str) for one in roster.values()):
        raise ConcertnetError("error_questionnaire_key", path=path)
    return dict(roster)
