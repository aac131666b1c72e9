"""Reading a survey: 300 actors x 300 respondents x 8 questions, and 3,000 written names."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process
from reading import names, respelt
from side_by_side import heading, line, timed

import concertnet as cn
from concertnet.survey.read import survey_findings

ACTORS, QUESTIONS, NAMES = 300, 8, 3_000
LEVELS = ["Aucune relation", "Collaboration", "Concertation", "Partenariat", "Ne sais pas", ""]
DIMENSIONS = ("reliability", "mission", "openness", "power")


def answers(path: Path, rng: np.random.Generator) -> Path:
    """Write four questions on relations and four on perceptions, of every actor to every actor."""
    heads = [f"Q{q}[SQ{i:03d}]" for q in range(QUESTIONS) for i in range(ACTORS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Organisme", "Date", *heads])
        for i in range(ACTORS):
            levels = rng.choice(LEVELS, ACTORS * QUESTIONS // 2)
            scores = rng.integers(1, 5, ACTORS * QUESTIONS // 2)
            rows.writerow([f"A{i:03d}", "2026-11-03", *levels, *scores])
    return path


def mapping() -> str:
    """Return the mapping of those answers."""
    lines = ["[survey]", 'respondent = "Organisme"', 'date = "Date"']
    for q in range(QUESTIONS):
        lines += ["[[relation]]", f'columns = "Q{q}[{{actor}}]"']
        if q < len(DIMENSIONS):
            lines += [f'theme = "T{q}"', "[relation.values]", '"Aucune relation" = "none"']
            lines += ['"Ne sais pas" = "dont_know"']
        else:
            lines += ['to = "perceptions"', f'dimension = "{DIMENSIONS[q - 4]}"', "scale = [1, 4]"]
    lines += ["[roster]", *(f'SQ{i:03d} = "A{i:03d}"' for i in range(ACTORS))]
    return "\n".join(lines)


def one_survey(folder: Path) -> None:
    path = answers(folder / "answers.csv", np.random.default_rng(1))
    actors = pd.DataFrame({"actor": [f"A{i:03d}" for i in range(ACTORS)]})
    heading(f"read_survey of {ACTORS} actors x {ACTORS} respondents x {QUESTIONS} questions")
    text = mapping()
    ours = timed(lambda: cn.read_survey(path, mapping=text, actors=actors))
    alone = timed(lambda: pd.read_csv(path, dtype=str, na_filter=False))
    line("beside pandas reading the cells alone", ours, alone)
    workbook = folder / "answers.xlsx"
    pd.read_csv(path, dtype=str, na_filter=False).to_excel(workbook, index=False)
    ours = timed(lambda: cn.read_survey(workbook, mapping=text, actors=actors))
    alone = timed(lambda: pd.read_excel(workbook, dtype=str, engine="calamine"))
    line("the same as a workbook, beside its cells alone", ours, alone)


def written_names(folder: Path) -> None:
    rng = np.random.default_rng(2)
    known = names(NAMES, rng)
    path = folder / "names.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Organisme", "Avec"])
        for i, name in enumerate(known):
            # half of them are near a known name, and that of nobody
            typed = respelt(name, rng) if i % 2 else f"{name[:-3]} x{i}"
            rows.writerow([f"A{i}", typed])
    actors = pd.DataFrame({"actor": [f"A{i}" for i in range(NAMES)], "name": known})
    text = '[survey]\nrespondent = "Organisme"\n[[named]]\nname = ["Avec"]\n'
    text += 'chosen = "collaboration"\n'
    heading(f"{NAMES:,} written names against {NAMES:,} known ones, and what they may be")
    ours = timed(lambda: survey_findings(path, mapping=text, actors=actors))
    texts = [name.lower() for name in known]
    alone = timed(lambda: process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=72))
    line("beside rapidfuzz computing the likenesses alone", ours, alone)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        one_survey(Path(made))
        written_names(Path(made))
