"""A blank questionnaire of a network, in the files of a tool, with the key of its codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import choice
from concertnet.questionnaires.excel import workbook_name, write_workbook
from concertnet.questionnaires.instrument import Instrument, RelationQuestion, instrument_of
from concertnet.questionnaires.key import KEY_FILE, codes_of_key, key_text
from concertnet.questionnaires.limesurvey import LIMESURVEY_FILE, limesurvey_key, limesurvey_text
from concertnet.questionnaires.xlsform import XLSFORM_FILE, write_xlsform, xlsform_key
from concertnet.swap import cannot_write, replace_set

__all__ = ["QUESTIONNAIRE_KINDS", "questionnaire"]

Write = Callable[[Path], list[str]]


def questionnaire(
    net: NetworkLike,
    path: str | Path,
    *,
    kind: Literal["excel", "xlsform", "limesurvey"],
    asked: Sequence[str] | None = None,
    roster: Sequence[str] | None = None,
    relations: Sequence[str | RelationQuestion] = ("ties",),
    dimensions: Sequence[str] = (),
    items: pd.DataFrame | None = None,
    lang: Sequence[str] = ("fr", "en"),
    most: int = 60,
    wave: str | None = None,
    readers: str | Mapping[str, str] | None = None,
    before: str | Path | None = None,
) -> list[Path]:
    """Write a blank questionnaire of a network, and the key by which its answers are read.

    The first page says that answers name other organisations and so cannot be anonymous, who reads
    them, and what is shown.

    Parameters
    ----------
    net : Network
        The network: its actors, its scale, its codebook.
    path : path
        A folder, made if need be; no file in it is replaced: one may have been filled in.
    kind : {"excel", "xlsform", "limesurvey"}
        One workbook for each respondent, read back without a mapping; a form for KoboToolbox, ODK
        and their like; the tab-separated structure that LimeSurvey imports.
    asked : sequence of str, optional
        The actors who answer; by default those of the last day, but for persons who act for
        themselves.
    roster : sequence of str, optional
        The actors listed to each of them, their own line left out; by default the same.
    relations : sequence of str or RelationQuestion
        What is asked of each actor listed: ``"ties"``, the levels of the scale; a question of its
        own, which goes from one organisation to the other.
    dimensions : sequence of str
        Perceptions asked of each actor listed: ``"reliability"``, ``"legitimacy"``... Their scale
        is that of the codebook, else 1 to 4.
    items : DataFrame, optional
        A codebook, as the table `items`; by default that of the network. Those with a text are
        asked.
    lang : sequence of {"fr", "en"}
        The languages of the questionnaire.
    most : int
        Of a form on a screen: above so many actors, which ones are known is asked first.
    wave : str, optional
        What the wave is called: ``"2026"``.
    readers : str or mapping of str to str, optional
        Who will read the answers, as the first page says it; by language, where it has two.
    before : path, optional
        The key of an earlier wave: its codes stay, and none is given to another.

    Returns
    -------
    list of Path
        The files, the key (``questionnaire.toml``) last.

    Raises
    ------
    ConcertnetError
        If a file is there already, or cannot be written; if `before` is no key.
    NotComparable
        If there is nobody to ask, nobody listed or no question.
    UnknownWord
        If an actor, a dimension, a language or the kind is not known, or a question lacks its text
        in a language.

    Examples
    --------
    >>> import tempfile
    >>> import concertnet as cn
    >>> net = cn.Network(pd.DataFrame({"actor": ["a", "b"], "name": ["Ville", "CDC"]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in cn.questionnaire(net, folder, kind="excel", lang=("en",))]
    ['r001-Ville.xlsx', 'r002-CDC.xlsx', 'questionnaire.toml']
    """
    choice(kind, name="kind", among=tuple(QUESTIONNAIRE_KINDS))
    made = instrument_of(
        net,
        asked=asked,
        roster=roster,
        relations=relations,
        dimensions=dimensions,
        items=items,
        lang=lang,
        most=most,
        wave=wave,
        readers=readers,
        before={} if before is None else codes_of_key(before),
    )
    folder = Path(path)
    names, write = QUESTIONNAIRE_KINDS[kind](made)
    there = [name for name in (*names, KEY_FILE) if (folder / name).exists()]
    if there:
        raise ConcertnetError("error_questionnaire_exists", path=folder / there[0], n=len(there))
    try:
        replace_set(folder, write, ())
    except OSError as error:
        raise cannot_write(folder, error) from error
    return [folder / name for name in (*names, KEY_FILE)]


def _excel(made: Instrument) -> tuple[list[str], Write]:
    files = {workbook_name(made, actor): actor for actor in made.asked}

    def write(folder: Path) -> list[str]:
        for name, actor in files.items():
            write_workbook(made, actor, folder / name)
        key = key_text(made, "concertnet", {}, ())
        (folder / KEY_FILE).write_text(key, "utf-8", newline="\n")
        return [*files, KEY_FILE]

    return list(files), write


def _xlsform(made: Instrument) -> tuple[list[str], Write]:
    def write(folder: Path) -> list[str]:
        write_xlsform(made, folder / XLSFORM_FILE)
        (folder / KEY_FILE).write_text(xlsform_key(made), "utf-8", newline="\n")
        return [XLSFORM_FILE, KEY_FILE]

    return [XLSFORM_FILE], write


def _limesurvey(made: Instrument) -> tuple[list[str], Write]:
    def write(folder: Path) -> list[str]:
        text = limesurvey_text(made)
        # its importer knows the encoding by the byte order mark
        (folder / LIMESURVEY_FILE).write_text(text, "utf-8-sig", newline="\n")
        (folder / KEY_FILE).write_text(limesurvey_key(made), "utf-8", newline="\n")
        return [LIMESURVEY_FILE, KEY_FILE]

    return [LIMESURVEY_FILE], write


QUESTIONNAIRE_KINDS: dict[str, Callable[[Instrument], tuple[list[str], Write]]] = {
    "excel": _excel,
    "xlsform": _xlsform,
    "limesurvey": _limesurvey,
}
