"""Workbooks such as evaluators keep, invented: what reading is tried on, as a person would."""

import datetime as dt
from pathlib import Path
from random import Random

import openpyxl

WORDS = {
    "communautaire": ["OBNL", "Organisme communautaire", "obnl", "OSBL"],
    "institutionnel": ["Municipalité", "Santé et services sociaux", "Scolaire", "Public"],
    "privé": ["Entreprise privée", "Privé"],
    "économie sociale": ["Coopérative"],
}
PLACES = ["Orlière", "Val-Brise", "Rivière-aux-Saules", "Saint-Aubin", "Grand-Pré"]
KINDS = [
    ("Maison des jeunes de {}", "communautaire"),
    ("Centre d’action bénévole de {}", "communautaire"),
    ("Maison de la famille {}", "communautaire"),
    ("Municipalité de {}", "institutionnel"),
    ("École secondaire de {}", "institutionnel"),
    ("CLSC de {}", "institutionnel"),
    ("Quincaillerie {} inc.", "privé"),
    ("Pharmacie {} ltée", "privé"),
    ("Coopérative d’habitation {}", "économie sociale"),
]
TABLES = [
    ("Table jeunesse de l’Orlière", "Jeunesse"),
    ("Table de concertation en petite enfance", "Petite enfance"),
    ("Comité logement", "Habitation"),
    ("Table des aînés", "Aînés"),
    ("Comité sécurité alimentaire", "Sécurité alimentaire"),
    ("Table en santé mentale", "Santé mentale"),
    ("Comité local de développement social", "Toutes"),
    ("Table intersectorielle Val-Brise", "N/A"),
]
FIRST = ["Marie", "Jean", "Luce", "Ali", "Nadia", "Éric", "Sylvie", "Omar", "Chantal", "Guy"]
LAST = ["Tremblay", "Roy", "Gagnon", "Diallo", "Côté", "Bouchard", "Nguyen", "Fortin", "Hébert"]


def organisations() -> list[tuple[str, str]]:
    """Return 45 names with the sector of each."""
    return [(kind.format(place), sector) for place in PLACES for kind, sector in KINDS]


def respelt(name: str, random: Random) -> str:
    """Return a name as somebody in a hurry types it."""
    changes = [
        lambda s: s,
        lambda s: s,
        lambda s: s.upper(),
        lambda s: s.replace("’", "'"),
        lambda s: s.replace("é", "e").replace("È", "E"),
        lambda s: f"  {s} ",
        lambda s: s.removesuffix(" inc.").removesuffix(" ltée"),
        lambda s: s.replace("Saint-", "St-"),
    ]
    return random.choice(changes)(name)


def purpose(path: Path, seed: int = 1) -> Path:
    """Write the workbook of the purpose: grown over three years, names instead of identifiers.

    45 organisations, 8 tables, 130 mandates, 136 relations, titles over headings, a total at the
    foot; one organisation is called by another name, one is not listed.
    """
    random = Random(seed)
    listed = organisations()
    names = [name for name, _ in listed]
    book = openpyxl.Workbook()
    book.remove(book.active)
    actors = book.create_sheet("Répertoire")
    actors.append(["Répertoire des partenaires, mis à jour en 2024"])
    actors.append([])
    actors.append(["No", "Nom de l'organisme", "Type d'organisme", "Municipalité", "Courriel"])
    for n, (name, sector) in enumerate(listed, start=1):
        word = random.choice(WORDS[sector])
        word = "N/A" if n == 12 else word
        actors.append([n, name, word, random.choice(PLACES), f"info{n}@exemple.org"])
    actors.append(["Total", "45 organismes"])
    tables = book.create_sheet("Tables")
    tables.append(["Nos lieux de concertation"])
    tables.append(
        ["Nom de la table", "Thématique", "Nb de rencontres par année", "Année de création"]
    )
    for name, theme in TABLES:
        tables.append([name, theme, random.choice([4, 6, 10]), random.randrange(2005, 2020)])
    mandates = book.create_sheet("Représentants")
    mandates.append(["Qui siège où", None, None, None, "(à jour)"])
    mandates.append([])
    mandates.append(
        ["Table", "Organisme", "Nom du représentant", "Statut", "Période", "Pouvoir décisionnel"]
    )
    periods = ["2022-2023", "2022 à 2024", "depuis 2021", "2023-2024", "Depuis 2022"]
    pairs = [(table, name) for table, _ in TABLES for name in names]
    for table, name in random.sample(pairs, 130):
        mandates.append(
            [
                respelt(table, random),
                respelt(name, random),
                f"{random.choice(FIRST)} {random.choice(LAST)}",
                random.choice(["Titulaire", "Titulaire", "Substitut", None]),
                random.choice(periods),
                random.choice(["Oui", "Non", "N/A"]),
            ]
        )
    ties = book.create_sheet("Relations entre organismes")
    ties.append(["Organisme 1", "Organisme 2", "Nature de la relation", "Depuis", "Jusqu'à"])
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    for a, b in random.sample(pairs, 134):
        start = random.choice(
            ["2021", "2022", dt.date(2022, 4, 1), "printemps 2023", "depuis 2021"]
        )
        ties.append(
            [
                respelt(a, random),
                respelt(b, random),
                random.choice(["Collaboration", "Concertation", "Partenariat", "Collab"]),
                start,
                random.choice(["en cours", "à ce jour", None, "2024", "jusqu'en 2024"]),
            ]
        )
    ties.append(["Caisse Desjardins", names[0], "Collaboration", "2021", None])
    ties.append([names[1], "Maison des jeunes Orlière", "Collaboration", "2022", "N/A"])
    agreements = book.create_sheet("Ententes")
    agreements.append(["Titre de l'entente", "Organismes", "Date de signature", "Échéance"])
    agreements.append(["Entente jeunesse", f"{names[0]}; {names[3]}", "2022-05-01", "2025"])
    agreements.append(["Protocole santé", f"{names[2]}\n{names[5]}\n{names[8]}", "2021", "N/A"])
    book.save(path)
    return path


def register_by_year(path: Path, seed: int = 2) -> Path:
    """Write the register of a community development corporation: a sheet for each year."""
    random = Random(seed)
    book = openpyxl.Workbook()
    book.remove(book.active)
    names = organisations()
    members = random.sample([(t, n) for t, _ in TABLES[:5] for n in names], 60)
    sectors = dict(names)
    person = {pair: f"{random.choice(FIRST)} {random.choice(LAST)}" for pair in members}
    words = {
        name: {"privé": "Privé", "institutionnel": "Public"}.get(sector, sector.capitalize())
        for name, sector in sectors.items()
    }
    for year in (2021, 2022, 2023):
        sheet = book.create_sheet(str(year))
        sheet.append([f"CDC de l'Orlière : registre des représentations {year}"])
        sheet.append(["", "Table", "Organisme", "Secteur", "Représentant(e)", "Rôle"])
        kept = [pair for pair in members if random.random() < 0.8]
        for n, (table, (name, _)) in enumerate(kept, start=1):
            if random.random() < 0.15:
                person[(table, (name, sectors[name]))] = f"{random.choice(FIRST)} Picard"
            sheet.append(
                [
                    n,
                    table,
                    name,
                    words[name],
                    person[(table, (name, sectors[name]))],
                    "Observateur" if n % 9 == 0 else "Membre",
                ]
            )
        sheet.append([None, "Total", None, None, len(kept)])
    notes = book.create_sheet("Notes")
    notes.append(["À vérifier avec la coordonnatrice"])
    book.save(path)
    return path


def register_in_english(path: Path, seed: int = 3) -> Path:
    """Write the register of a health network, in English, its committees over merged cells."""
    random = Random(seed)
    sectors = ["Non-profit", "Public", "Private business", "Health", "School board"]
    agencies = [(f"{a} {b}", sectors[(i + j) % 5])
                for i, a in enumerate(["North Shore", "Riverside", "Lakeview", "Harbour"])
                for j, b in enumerate(["Food Bank", "Health Centre", "Youth Services", "Legal Aid",
                                       "Pharmacy Inc.", "Family & Children Agency"])]  # fmt: skip
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet = book.create_sheet("Member organizations")
    sheet.append(["Health Network Directory"])
    sheet.merge_cells("A1:D1")
    sheet.append(["Organization", "Type", "Area served", "Member since"])
    for name, sector in agencies:
        sheet.append([name, sector, random.choice(["Clare", "Digby", "All"]), 2015])
    sheet = book.create_sheet("Committee membership")
    sheet.append(["Committees and their members", None, None, None, None])
    sheet.merge_cells("A1:E1")
    sheet.append(["Committee", "Organization", "Representative", "Capacity", "Term"])
    row = 3
    for committee in ("Steering Committee", "Youth Working Group", "Data Committee"):
        chosen = random.sample(agencies, 9)
        for i, (name, _) in enumerate(chosen):
            shown = (
                name.replace("&", "and") if random.random() < 0.5 else name.removesuffix(" Inc.")
            )
            sheet.append(
                [
                    committee if i == 0 else None,
                    shown,
                    f"{random.choice(['Ann', 'Bob', 'Kim'])} {random.choice(LAST)}",
                    random.choice(["Voting member", "Alternate", "Observer", "Member"]),
                    random.choice(
                        ["2021-2023", "since 2022", "2020 to 2022", "Fall 2021 to present"]
                    ),
                ]
            )
        sheet.merge_cells(start_row=row, start_column=1, end_row=row + 8, end_column=1)
        row += 9
    sheet = book.create_sheet("Partnerships")
    sheet.append(["Partner A", "Partner B", "Type of relationship", "Start year", "End year"])
    pairs = [(a, b) for i, (a, _) in enumerate(agencies) for b, _ in agencies[i + 1 :]]
    for a, b in random.sample(pairs, 50):
        level = random.choice(["Information exchange", "Coordination", "Partnership"])
        sheet.append([a.upper(), b, level, random.choice([2019, 2021]), "ongoing"])
    book.save(path)
    return path


def municipal_list(path: Path) -> Path:
    """Write the list of a municipality as .ods, several organisations in a cell."""
    import pandas as pd

    listed = organisations()[:20]
    names = [name for name, _ in listed]
    actors = [["Organisme", "Secteur", "Quartier"]]
    actors += [[name, sector, PLACES[i % 5]] for i, (name, sector) in enumerate(listed)]
    committees = [["Liste des comités de la Ville, 2023-2024", None, None]]
    committees += [["Comité", "Organismes membres", "Depuis"]]
    committees += [
        ["Comité consultatif d'urbanisme", "; ".join(names[:6]), 2019],
        ["Comité des loisirs", "\n".join(names[4:9]), "depuis 2020"],
        ["Table de quartier", ";".join([*names[8:14], names[2].upper()]), "automne 2021"],
        ["Comité famille", names[17], 2022],
    ]
    agreements = [["Entente", "Parties signataires", "Signée le", "Échéance"]]
    agreements += [
        ["Entente de loisirs", f"{names[0]}; {names[3]}; {names[7]}", "2021-09-15", "2024"],
        ["Prêt de locaux", f"{names[1]}, {names[3]}", "2022", "aucune échéance"],
    ]
    with pd.ExcelWriter(path, engine="odf") as writer:
        for name, rows in (
            ("Organismes", actors),
            ("Comités", committees),
            ("Ententes", agreements),
        ):
            pd.DataFrame(rows).to_excel(writer, sheet_name=name, header=False, index=False)
    return path


def table_by_year(path: Path) -> Path:
    """Write the workbook of a regional table: acronyms, a sheet of representatives a year, ties.

    Nothing but the title says which table it is; cells name two persons, an alternate, or nobody.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet = book.create_sheet("Liste des sigles")
    sheet.append(["Table en sécurité alimentaire des Appalaches (TSAA)"])
    sheet.append(["Sigles utilisés – mise à jour : 12 février 2024"])
    sheet.append([])
    sheet.append(["Sigle", "Nom complet de l'organisation", "Type", "Ville"])
    for row in [
        ("MDA", "Moisson des Appalaches", "Organisme communautaire", "Sainte-Odile"),
        ("CDCA", "Corporation communautaire des Appalaches", "OBNL", "Sainte-Odile"),
        ("CIUSSS", "CIUSSS des Appalaches-Nord", "Public", "Sainte-Odile"),
        ("MRCH", "MRC du Haut-Massif", "Municipalité", "Thibault"),
        ("COG", "Coop La Grange", "Coopérative", "Thibault"),
        ("FVB", "Ferme Vents-Blancs SENC", "Entreprise", "N/D"),
    ]:
        sheet.append(row)
    years = {
        2021: [("MDA", "Lise Gauthier"), ("CDCA", "Paul Rhéaume / Annie Caron"),
               ("MRC du Haut-Massif", "Yves Proulx"), ("COG", "N/D")],
        2022: [("MDA", "Lise Gauthier"), ("CDCA", "Annie Caron"),
               ("CIUSSS", "Dre Mona Haddad; Luc Paré (substitut)"), ("COG", "à confirmer")],
        2023: [("Moisson des Appalaches", "Lise Gauthier\nTom Bélair"), ("CDCA", "Annie Caron"),
               ("CIUSSS", "Luc Paré"), ("COG", "Denis Roy")],
    }  # fmt: skip
    for year, rows in years.items():
        sheet = book.create_sheet(f"Membres {year}")
        sheet.append([f"Membres de la TSAA {year}-{year + 1}"])
        sheet.append(["(en jaune : à confirmer)"])
        sheet.append([])
        sheet.append(["Organisation", "Représentant(s)", "Statut", "Remarques"])
        for row in rows:
            sheet.append([*row, "Membre", None])
        sheet.append([])
        sheet.append([f"Total : {len(rows)} membres"])
        sheet.append(["* en révision"])
    sheet = book.create_sheet("Collaborations")
    sheet.append(["Qui travaille avec qui (sondage de l'automne 2023)"])
    sheet.append([])
    heading = "Intensité (1 = se connaissent, 2 = se concertent)"
    sheet.append(["Organisme", "Collabore avec", heading, "Depuis quand?"])
    for row in [
        ("MDA", "CDCA", "Concertation", "2021"),
        ("MDA", "FVB", "Partenariat", "1er avril 2022"),
        ("CDCA", "CIUSSS", "Concertation", "été 2023"),
        ("COG", "Ferme Vents-Blancs", "Collaboration", "vers 2019"),
        ("MRCH", "Popote roulante du Lac", "Collaboration", "2021-2022"),
    ]:
        sheet.append(row)
    book.save(path)
    return path


def members_and_their_tables(path: Path) -> Path:
    """Write the directory of an MRC, which says on each row where the organisation sits."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bottin"
    sheet.append(["BOTTIN DES RESSOURCES – Développement social"])
    sheet.append([])
    sheet.append(
        ["Organisation", "Secteur d'activité", "Personne contact", "Siège sur :", "Membre depuis"]
    )
    for row in [
        ("Maison de la famille", "Communautaire", "Julie Roy", "Table 0-5 ans; Transport", 2016),
        ("Office d'habitation", "Public", "Marc Hébert", "Comité logement", 2018),
        ("Transport collectif", "Économie sociale", "Rita Gour", "Transport", "automne 2018"),
        ("Construction Gagné inc.", "Privé", "Luc Gagné", "Comité logement\nTransport", 2021),
        ("MRC des Trois-Lacs", "Municipal", "Agente", "Toutes", 2015),
        ("Banque alimentaire", "Communautaire", "Ali K.", "aucune", 2020),
        ("Carrefour jeunesse", "Communautaire", None, None, 2021),
    ]:
        sheet.append(row)
    sheet.append([])
    sheet.append(["Nombre d'organisations :", 7])
    book.save(path)
    return path


ALL = {
    "purpose.xlsx": purpose,
    "by_year.xlsx": register_by_year,
    "english.xlsx": register_in_english,
    "municipal.ods": municipal_list,
    "table.xlsx": table_by_year,
    "bottin.xlsx": members_and_their_tables,
}
