"""Reading a workbook beside openpyxl and pandas reading its cells alone, and names beside names."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
from rapidfuzz import fuzz, process
from side_by_side import heading, line, timed

import concertnet as cn
from concertnet.tables.decide.name_book import NameBook

ACTORS, INSTANCES, ROWS = 200, 40, 5_000
LEVELS = ["collaboration", "concertation", "partenariat"]
WORDS = ["maison", "centre", "table", "carrefour", "action", "bénévole", "jeunes", "aînés"]
WORDS += ["familles", "quartier", "santé", "emploi", "habitation", "coopérative", "service"]
WORDS += ["ville", "école", "corporation", "développement", "communautaire", "regroupement"]


def names(n: int, rng: np.random.Generator) -> list[str]:
    """Return distinct names of five words, as long as those of organisations are."""
    return [" ".join(rng.choice(WORDS, 5)).capitalize() + f" {i}" for i in range(n)]


def respelt(name: str, rng: np.random.Generator) -> str:
    """Return a name as another hand types it: most are the same name, some are only near."""
    kind = rng.integers(5)
    if kind == 0:
        return name.upper()
    if kind == 1:
        return name.replace("é", "e").replace("î", "i")
    if kind == 2:
        return f"{name} inc."
    return name


def workbook(path: Path, rng: np.random.Generator) -> Path:
    """Write 200 actors and 5,000 rows of ties, seats and mandates, by names, 500 of them to match.

    Every actor is spelt in two or three ways, so that about 500 spellings are looked up.
    """
    actors = names(ACTORS, rng)
    spelt = [[respelt(name, rng) for _ in range(3)] for name in actors]
    bodies = [f"Table {i} de {word}" for i, word in enumerate(rng.choice(WORDS, INSTANCES))]

    def some() -> str:
        return str(rng.choice(spelt[rng.integers(ACTORS)]))

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Acteurs")
    sheet.append(["No", "Nom de l'organisme", "Secteur"])
    for i, name in enumerate(actors):
        sheet.append([f"A{i:03d}", name, str(rng.choice(["OBNL", "Public", "Privé"]))])
    sheet = book.create_sheet("Tables")
    sheet.append(["Nom de la table", "Thématique"])
    for body in bodies:
        sheet.append([body, str(rng.choice(WORDS))])
    sheet = book.create_sheet("Liens")
    sheet.append(["Organisme 1", "Organisme 2", "Niveau", "Période"])
    for _ in range(ROWS // 2):
        one, other = rng.choice(ACTORS, 2, replace=False)
        period = f"{rng.integers(2019, 2022)}-{rng.integers(2022, 2025)}"
        ends = [str(rng.choice(spelt[one])), str(rng.choice(spelt[other]))]
        sheet.append([*ends, str(rng.choice(LEVELS)), period])
    sheet = book.create_sheet("Mandats")
    sheet.append(["Table", "Organisme", "Représentant", "Depuis"])
    for i in range(ROWS // 2):
        sheet.append([str(rng.choice(bodies)), some(), f"Personne {i % 700}", 2019 + i % 5])
    book.save(path)
    return path


def cells_alone(path: Path) -> dict[str, pd.DataFrame]:
    """Return the sheets as pandas reads them by openpyxl, nothing understood."""
    return pd.read_excel(path, sheet_name=None, engine="openpyxl", dtype=str)


def one_workbook(folder: Path) -> None:
    path = workbook(folder / "book.xlsx", np.random.default_rng(1))
    rows = sum(map(len, cells_alone(path).values()))
    heading(f"check of a workbook of {rows:,} rows, {ACTORS} actors named in several ways")
    ours = timed(lambda: cn.check(path))
    line(
        "beside openpyxl and pandas reading the cells alone", ours, timed(lambda: cells_alone(path))
    )
    print(f"  seconds, after import: {ours:.2f} (at most 3)")


def the_sample() -> None:
    path = cn.sample_path()
    files = sorted(path.glob("*.csv"))

    def alone() -> list[pd.DataFrame]:
        return [pd.read_csv(file, dtype=str) for file in files]

    heading("read of the sample, beside pandas reading its files alone")
    line("time", timed(lambda: cn.read(path), 9), timed(alone, 9))


def many_names() -> None:
    rng = np.random.default_rng(2)
    known, written = names(3_000, rng), names(3_000, rng)
    written = [respelt(name, rng) if i % 2 else name[:-3] + "x" for i, name in enumerate(written)]

    def ours() -> int:
        book = NameBook([str(i) for i in range(len(known))], known)
        unknown = [name for name in written if not book.whose(name)]
        return len(book.candidates(unknown))

    def theirs() -> int:
        likeness = process.cdist(written, known, scorer=fuzz.token_sort_ratio, dtype=np.uint8)
        return len(likeness)

    heading("3,000 written names against 3,000 actors")
    start = time.perf_counter()
    ours()
    taken = time.perf_counter() - start
    line("beside rapidfuzz's token_sort_ratio of all pairs alone", timed(ours), timed(theirs))
    print(f"  seconds: {taken:.2f} (at most 5)")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        one_workbook(Path(folder))
    the_sample()
    many_names()


if __name__ == "__main__":
    main()
