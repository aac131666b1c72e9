"""The same invented answers, as the export of each survey tool writes them."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from tests.tables.making import workbook

ACTORS = {
    "A01": "CDC de la Plaine",
    "A02": "Ville de Rives",
    "A03": "Caisse de l’Érable",
    "A04": "Maison des Aînés",
    "A05": "CLSC des Prés",
}
KNOWN = pd.DataFrame({"actor": list(ACTORS), "name": list(ACTORS.values())})
LEVELS = ("Aucune relation", "Collaboration", "Concertation", "Partenariat", "Ne sais pas")
NONE, COLLABORATION, CONCERTATION, PARTNERSHIP, DONT_KNOW = LEVELS
# who answers: level of each actor, score of reliability of each actor, two statements
ANSWERS = {
    "A01": (
        {"A02": CONCERTATION, "A03": NONE, "A04": PARTNERSHIP, "A05": DONT_KNOW},
        {"A02": 3, "A04": 4},
        (4, 5),
    ),
    "A02": (
        {"A01": COLLABORATION, "A03": COLLABORATION, "A04": NONE, "A05": NONE},
        {"A01": 2, "A03": 1},
        (2, 3),
    ),
    "A03": ({"A01": NONE, "A02": PARTNERSHIP}, {"A02": 4}, (5, None)),
    "A04": ({}, {}, (None, None)),
}
DAYS = {"A01": "2026-11-03", "A02": "2026-11-04", "A03": "2026-11-05", "A04": "2026-11-06"}
MAILS = {actor: f"repond.{actor.lower()}@exemple.org" for actor in ANSWERS}
PERSONS = {"A01": "Zoé Tremblay", "A02": "Yvon Roy", "A03": "Xavier Côté", "A04": "Wafa Sow"}
IP = "203.0.113.7"
# what no output may hold
PRIVATE = (
    *MAILS.values(),
    *PERSONS.values(),
    *(n for p in PERSONS.values() for n in p.split()),
    IP,
)
STATEMENTS = ("Nous partageons un but commun", "Chacun peut donner son avis")
RELATION, TRUST = "Quelle est votre relation avec", "Est fiable"

Rows = list[list[object]]


def level(who: str, of: str) -> str:
    return ANSWERS[who][0].get(of, "")


def score(who: str, of: str) -> object:
    return ANSWERS[who][1].get(of, "")


def statement(who: str, n: int) -> object:
    answer = ANSWERS[who][2][n]
    return "" if answer is None else answer


def wide(
    before: dict[str, Callable[[str], object]],
    heading: Callable[[str, str], str],
    statements: tuple[str, str],
) -> Rows:
    """Return a row of headings, then a row for each respondent."""
    head: list[object] = [*before]
    head += [heading("relation", of) for of in ACTORS]
    head += [heading("trust", of) for of in ACTORS]
    head += list(statements)
    rows: Rows = [head]
    for who in ANSWERS:
        row = [value(who) for value in before.values()]
        row += [level(who, of) for of in ACTORS] + [score(who, of) for of in ACTORS]
        rows.append([*row, statement(who, 0), statement(who, 1)])
    return rows


def write_csv(path: Path, rows: Rows, *, encoding: str = "utf-8", sep: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="", errors="replace") as file:
        csv.writer(file, delimiter=sep).writerows(rows)
    return path


def limesurvey_rows(style: str = "code") -> Rows:
    codes = {actor: f"SQ{n:03d}" for n, actor in enumerate(ACTORS, start=1)}
    questions = {"relation": ("Q1", RELATION), "trust": ("Q2", TRUST)}

    def heading(kind: str, of: str) -> str:
        code, text = questions[kind]
        if style == "expression":
            return f"{code}_{codes[of]}"
        if style == "text":
            return f"{text} [{ACTORS[of]}]"
        if style == "short":
            return f"{text[:15]}.. [{ACTORS[of]}]"
        if style == "both":
            return f"{code}[{codes[of]}]. {text} [{ACTORS[of]}]"
        return f"{code}[{codes[of]}]"

    def told(code: str, text: str) -> str:
        return {"text": text, "short": text, "both": f"{code}. {text}"}.get(style, code)

    before: dict[str, Callable[[str], object]] = {
        told("id", "ID de la réponse"): lambda who: list(ANSWERS).index(who) + 1,
        told("submitdate", "Date de soumission"): lambda who: f"{DAYS[who]} 10:00:00",
        told("lastpage", "Dernière page"): lambda _: 3,
        told("startlanguage", "Langue de départ"): lambda _: "fr",
        told("ipaddr", "Adresse IP"): lambda _: IP,
        told("email", "Adresse courriel"): MAILS.__getitem__,
        told("lastname", "Nom de famille"): PERSONS.__getitem__,
        told("organisme", "Organisme"): ACTORS.__getitem__,
    }
    statements = ("Q3[E01]", "Q3[E02]")
    if style == "expression":
        statements = ("Q3_E01", "Q3_E02")
    elif style in ("text", "short"):
        statements = (f"Énoncés [{STATEMENTS[0]}]", f"Énoncés [{STATEMENTS[1]}]")
    elif style == "both":
        statements = tuple(
            f"Q3[E{n:02d}]. Énoncés [{text}]" for n, text in enumerate(STATEMENTS, start=1)
        )  # type: ignore[assignment]
    return wide(before, heading, statements)


def limesurvey(folder: Path, style: str = "code") -> Path:
    return write_csv(folder / "results-survey123.csv", limesurvey_rows(style))


def ms_forms(folder: Path, lang: str = "fr") -> Path:
    start = {
        "fr": ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"],
        "en": ["ID", "Start time", "Completion time", "Email", "Name"],
    }[lang]
    says: list[Callable[[str], object]] = [
        lambda who: list(ANSWERS).index(who) + 1,
        lambda who: f"{DAYS[who]} 09:50",
        lambda who: f"{DAYS[who]} 10:00",
        MAILS.__getitem__,
        PERSONS.__getitem__,
    ]
    before = dict(zip(start, says, strict=True)) | {"Votre organisme\u00a0": ACTORS.__getitem__}
    texts = {"relation": RELATION, "trust": TRUST}
    rows = wide(
        before,
        lambda kind, of: f"{texts[kind]} : {ACTORS[of]}\u00a0",
        (f"{STATEMENTS[0]} ", f"{STATEMENTS[1]} "),
    )
    return workbook(folder / f"forms_{lang}.xlsx", Sheet1=rows)


def google_forms(folder: Path) -> Path:
    before: dict[str, Callable[[str], object]] = {
        "Horodateur": lambda who: f"{DAYS[who]} 10:00:00",
        "Adresse e-mail": MAILS.__getitem__,
        "Votre organisme": ACTORS.__getitem__,
    }
    texts = {"relation": RELATION, "trust": TRUST}
    rows = wide(
        before,
        lambda kind, of: f"{texts[kind]} [{ACTORS[of]}]",
        (f"Énoncés [{STATEMENTS[0]}]", f"Énoncés [{STATEMENTS[1]}]"),
    )
    return write_csv(folder / "google.csv", rows)


def qualtrics(folder: Path) -> Path:
    before: dict[str, Callable[[str], object]] = {
        "StartDate": lambda who: f"{DAYS[who]} 09:50:00",
        "EndDate": lambda who: f"{DAYS[who]} 10:00:00",
        "IPAddress": lambda _: IP,
        "RecipientLastName": PERSONS.__getitem__,
        "RecipientEmail": MAILS.__getitem__,
        "ResponseId": lambda who: f"R_{who}",
        "Q1": ACTORS.__getitem__,
    }
    names = [*before, *(f"Q2_{n}" for n in range(1, 6)), *(f"Q3_{n}" for n in range(1, 6)),
             "Q4_1", "Q4_2"]  # fmt: skip
    texts = ["Start Date", "End Date", "IP Address", "Recipient Last Name", "Recipient Email",
             "Response ID", "Votre organisme"]  # fmt: skip
    texts += [f"{RELATION} - {name}" for name in ACTORS.values()]
    texts += [f"{TRUST} - {name}" for name in ACTORS.values()]
    texts += [f"Énoncés - {text}" for text in STATEMENTS]
    ids = [f'{{"ImportId":"QID{n}"}}' for n in range(len(names))]
    body = wide(before, lambda kind, of: f"{kind}{of}", ("a", "b"))[1:]
    return write_csv(folder / "qualtrics.csv", [names, texts, ids, *body])


def surveymonkey(folder: Path) -> Path:
    before: dict[str, Callable[[str], object]] = {
        "Respondent ID": lambda who: list(ANSWERS).index(who) + 1000,
        "Collector ID": lambda _: 7,
        "Start Date": lambda who: f"{DAYS[who]} 09:50:00",
        "End Date": lambda who: f"{DAYS[who]} 10:00:00",
        "IP Address": lambda _: IP,
        "Email Address": MAILS.__getitem__,
        "First Name": lambda who: PERSONS[who].split()[0],
        "Last Name": lambda who: PERSONS[who].split()[1],
        "Custom Data 1": lambda _: "",
        "<p>Votre organisme</p>": ACTORS.__getitem__,
    }
    first = [*before, RELATION, "", "", "", "", f"<b>{TRUST}</b>", "", "", "", "", "Énoncés", ""]
    second = ["", "", "", "", "", "", "", "", "", "Open-Ended Response"]
    second += [*ACTORS.values(), *ACTORS.values(), *STATEMENTS]
    body = wide(before, lambda kind, of: f"{kind}{of}", ("a", "b"))[1:]
    return workbook(folder / "monkey.xlsx", Sheet=[first, second, *body])


def redcap(folder: Path) -> Path:
    before: dict[str, Callable[[str], object]] = {
        "record_id": lambda who: list(ANSWERS).index(who) + 1,
        "redcap_survey_identifier": lambda _: "",
        "sondage_timestamp": lambda who: f"{DAYS[who]} 10:00:00",
        "email": MAILS.__getitem__,
        "last_name": PERSONS.__getitem__,
        "organisme": ACTORS.__getitem__,
    }
    letters = {"relation": "rel", "trust": "conf"}
    rows = wide(before, lambda kind, of: f"{letters[kind]}_{of.lower()}", ("enonce_1", "enonce_2"))
    for row in rows[1:]:
        row.append(2)
    rows[0].append("sondage_complete")
    return write_csv(folder / "redcap.csv", rows)


def kobo(folder: Path) -> Path:
    before: dict[str, Callable[[str], object]] = {
        "start": lambda who: f"{DAYS[who]}T09:50:00.000-05:00",
        "end": lambda who: f"{DAYS[who]}T10:00:00.000-05:00",
        "courriel": MAILS.__getitem__,
        "identification/organisme": ACTORS.__getitem__,
    }
    letters = {"relation": "niveau", "trust": "confiance"}
    rows = wide(
        before, lambda kind, of: f"{letters[kind]}/{of}", ("enonces/e01", "enonces/e02")
    )  # fmt: skip
    rows[0] += ["_id", "_uuid", "_submission_time", "_submitted_by", "_index"]
    for n, (who, row) in enumerate(zip(ANSWERS, rows[1:], strict=True), start=1):
        row += [n + 100, f"uuid-{n}", f"{DAYS[who]}T10:00:05", PERSONS[who], n]
    return workbook(folder / "kobo.xlsx", **{"enquete": rows})


def kobo_repeat(folder: Path) -> Path:
    """Write the relations as repeats: a row for each actor shown."""
    forms: Rows = [["end", "courriel", "organisme", "_uuid", "_submission_time", "_index"]]
    lines: Rows = [["partenaire", "niveau", "fiabilite", "_index", "_parent_table_name",
                    "_parent_index"]]  # fmt: skip
    for n, who in enumerate(ANSWERS, start=1):
        forms.append(
            [f"{DAYS[who]}T10:00:00", MAILS[who], ACTORS[who], f"u{n}", f"{DAYS[who]}T10:00:05", n]
        )
        for of in ACTORS:
            if of != who:
                line = [ACTORS[of], level(who, of), score(who, of), len(lines), "enquete", n]
                lines.append(line)
    return workbook(folder / "kobo_repetition.xlsx", enquete=forms, relations=lines)


def network_canvas(folder: Path, *, zipped: bool = False) -> Path:
    place = folder / "canvas"
    place.mkdir()
    ego: Rows = [["networkCanvasEgoUUID", "networkCanvasCaseID", "sessionFinish", "organisme"]]
    nodes: Rows = [["nodeID", "networkCanvasEgoUUID", "networkCanvasUUID", "name", "niveau",
                    "fiabilite"]]  # fmt: skip
    edges: Rows = [["edgeID", "from", "to", "networkCanvasEgoUUID", "networkCanvasUUID",
                    "networkCanvasSourceUUID", "networkCanvasTargetUUID"]]  # fmt: skip
    for who in ANSWERS:
        ego.append([f"ego-{who}", PERSONS[who], f"{DAYS[who]}T10:00:00.000Z", ACTORS[who]])
        for n, of in enumerate([of for of in ACTORS if of != who], start=1):
            node = f"node-{who}-{of}"
            nodes.append([n, f"ego-{who}", node, ACTORS[of], level(who, of), score(who, of)])
    edges.append([1, 1, 2, "ego-A01", "edge-1", "node-A01-A02", "node-A01-A03"])
    write_csv(place / "essai_ego.csv", ego)
    write_csv(place / "essai_attributeList_Organisme.csv", nodes)
    write_csv(place / "essai_edgeList_Lien.csv", edges)
    if not zipped:
        return place
    with zipfile.ZipFile(folder / "canvas.zip", "w") as archive:
        for file in sorted(place.iterdir()):
            archive.write(file, f"export/{file.name}")
    return folder / "canvas.zip"


def long(folder: Path) -> Path:
    rows: Rows = [["Répondant", "Organisme", "Niveau", "Date"]]
    for who in ANSWERS:
        rows += [[ACTORS[who], ACTORS[of], level(who, of), DAYS[who]] for of in ACTORS if of != who]
    return write_csv(folder / "long.csv", rows)


def matrix(folder: Path) -> Path:
    rows: Rows = [["Enquête", "", "", "", "", ""], ["", *ACTORS.values()]]
    rows += [[ACTORS[who], *(level(who, of) for of in ACTORS)] for who in ANSWERS]
    return workbook(folder / "matrice.xlsx", Matrice=rows)


WIDE: dict[str, Callable[[Path], Path]] = {
    "limesurvey": limesurvey,
    "limesurvey_expression": lambda folder: limesurvey(folder, "expression"),
    "limesurvey_text": lambda folder: limesurvey(folder, "text"),
    "limesurvey_short": lambda folder: limesurvey(folder, "short"),
    "limesurvey_both": lambda folder: limesurvey(folder, "both"),
    "ms_forms_fr": ms_forms,
    "ms_forms_en": lambda folder: ms_forms(folder, "en"),
    "google_forms": google_forms,
    "qualtrics": qualtrics,
    "surveymonkey": surveymonkey,
    "redcap": redcap,
    "kobo": kobo,
}


SQ = {actor: f"SQ{n:03d}" for n, actor in enumerate(ACTORS, start=1)}
CODES = {level: f"A{n}" for n, level in enumerate(LEVELS, start=1)}
NUMBERS = {level: str(n) for n, level in enumerate(LEVELS[:-1])}


def limesurvey_array(folder: Path, name: str, columns: dict[str, Callable[[str, str], object]]):
    """Write one array of LimeSurvey: answers by heading, ``{}`` being the code of a line."""
    before: dict[str, Callable[[str], object]] = {
        "id": lambda who: list(ANSWERS).index(who) + 1,
        "submitdate": lambda who: f"{DAYS[who]} 10:00:00",
        "lastpage": lambda _: 3,
        "startlanguage": lambda _: "fr",
        "organisme": ACTORS.__getitem__,
    }
    rows: Rows = [[*before, *(one.format(SQ[of]) for of in ACTORS for one in columns)]]
    for who in ANSWERS:
        says = [said(who, of) for of in ACTORS for said in columns.values()]
        rows.append([*(value(who) for value in before.values()), *says])
    return write_csv(folder / f"{name}.csv", rows)


def limesurvey_dual(folder: Path) -> Path:
    return limesurvey_array(folder, "dual", {"Q1[{}][1]": level, "Q1[{}][2]": score})


def limesurvey_numbers(folder: Path) -> Path:
    def number(who: str, of: str) -> str:
        said = level(who, of)
        return NUMBERS.get(said, "-oth-" if said else "")

    return limesurvey_array(folder, "numbers", {"Q1[{}_NIV]": number, "Q1[{}_FIA]": score})


def limesurvey_codes(folder: Path) -> Path:
    return limesurvey_array(
        folder, "codes", {"Q1[{}]": lambda who, of: CODES.get(level(who, of), "")}
    )


def odk_repeat(folder: Path) -> Path:
    """Write what ODK exports: a file of forms, a file of repeats, joined by KEY and PARENT_KEY."""
    place = folder / "odk"
    place.mkdir()
    forms: Rows = [["SubmissionDate", "end", "courriel", "organisme", "meta-instanceID", "KEY"]]
    lines: Rows = [["partenaire", "niveau", "fiabilite", "PARENT_KEY", "KEY"]]
    for who in ANSWERS:
        key, day = f"uuid:{who}", DAYS[who]
        end = f"{day}T10:00:00.000-05:00"
        forms.append([f"{day}T10:00:05.000Z", end, MAILS[who], ACTORS[who], key, key])
        for of in ACTORS:
            if of != who:
                line = f"{key}/relations[{len(lines)}]"
                lines.append([ACTORS[of], level(who, of), score(who, of), key, line])
    write_csv(place / "enquete.csv", forms)
    write_csv(place / "enquete-relations.csv", lines)
    return place


def told(folder: Path, name: str, heads: tuple[str, ...], **before: Rows) -> Path:
    """Write a table where each row names who answers and of whom, what is empty left out."""
    rows: Rows = [list(heads)]
    for who in ANSWERS:
        rows += [
            [ACTORS[who], ACTORS[of], level(who, of), score(who, of)]
            for of in ACTORS
            if level(who, of)
        ]
    return workbook(folder / f"{name}.xlsx", **before, Connections=rows)


def kumu(folder: Path) -> Path:
    """Write the two sheets of Kumu and sumApp: the organisations, then their connections."""
    elements: Rows = [["Label", "Type"], *([name, "Organisation"] for name in ACTORS.values())]
    return told(folder, "sumapp", ("From", "To", "Strength", "Fiabilité"), Elements=elements)


def partner(folder: Path) -> Path:
    heads = ("Respondent Organization", "Partner Organization", "Frequency", "Reliability")
    return told(folder, "partner", heads)
