"""What was decided by hand about the invented territory: who is there, sits where, signs what.

Everything here is made up. `make_sample` adds what chance decides (everyday ties, representatives).
Blocks are read by `records`: a line of headings, then one line per row, columns separated by ``|``.
Vocabulary is written with the keys of the catalogue of words; a blank date of start means "before
the observation", a blank date of end "still in force".
"""

from __future__ import annotations

OBSERVED = ("2022", "2024")
INVITED, RESPONDED = 59, 48

TERRITORIES = {
    "PO": "Plaine-aux-Ormes",
    "HP": "Haute-Pruche",
    "VC": "Val-Cendré",
    "IG": "Îlets-Gris",
    "": "",
}

ABOUT = {
    "fr": {
        "title": "Concertation intersectorielle de l'Orlière (territoire inventé)",
        "boundary_statement": (
            "Organismes des quatre MRC qui siègent à au moins une des dix instances, ou que l'un "
            "d'eux a nommés, et deux organismes nationaux"
        ),
        "data_source": "Données inventées (sondage, registre des sièges et ententes fictifs)",
    },
    "en": {
        "title": "Intersectoral concertation in Orlière (invented territory)",
        "boundary_statement": (
            "Organisations of the four MRCs that hold a seat in at least one of the ten bodies, "
            "or that one of them named, and two national organisations"
        ),
        "data_source": "Invented data (fictitious survey, register of seats and agreements)",
    },
}

# Territory is where the office is (none for a national body); tier is how far the actor acts.
ACTORS = {
    "community": """
actor | name | field | territory | tier | start | end
A01 | CDC de la Plaine-aux-Ormes | action communautaire | PO | supralocal
A02 | Maison de la famille des Ormes | petite enfance | PO | local
A03 | Carrefour jeunesse-emploi de la Plaine-aux-Ormes | emploi | PO | supralocal
A04 | Centre d'action bénévole L'Entrain | aînés | PO | local
A05 | Moisson de l'Orlière | sécurité alimentaire | PO | regional
A06 | Comité logement de Saint-Ormel | habitation | PO | local
A07 | Maison des jeunes La Girouette | jeunesse | PO | local
A08 | Centre de femmes L'Éclaireuse | condition féminine | PO | supralocal
A09 | Table des organismes communautaires de l'Orlière | action communautaire | PO | regional
A10 | Accueil de nuit La Veilleuse | itinérance | PO | local | 2022-11-01
A11 | Groupe d'entraide en santé mentale Le Fil tendu | santé mentale | PO | supralocal
A12 | CDC de la Haute-Pruche | action communautaire | HP | supralocal
A13 | Maison de la famille de la Haute-Pruche | petite enfance | HP | supralocal
A14 | Centre d'action bénévole de Portage-aux-Pruches | aînés | HP | local
A15 | Carrefour jeunesse-emploi de la Haute-Pruche | emploi | HP | supralocal
A16 | Cuisines collectives du Haut-Portage | sécurité alimentaire | HP | local | | 2023-07-01
A17 | Transport collectif de la Haute-Pruche | transport | HP | supralocal
A18 | CDC du Val-Cendré | action communautaire | VC | supralocal
A19 | Maison de la famille du Val-Cendré | petite enfance | VC | supralocal
A20 | Centre d'action bénévole de Mine-Cendrée | aînés | VC | local
A21 | Maison d'hébergement L'Ancrage du Val | condition féminine | VC | supralocal
A22 | Jardins collectifs du Val-Cendré | sécurité alimentaire | VC | local | 2022-04-01
A23 | Épicerie solidaire La Besace | sécurité alimentaire | VC | local | 2023-09-01
A24 | Maison de la famille des Îlets-Gris | petite enfance | IG | supralocal
A25 | Centre d'action bénévole des Îlets-Gris | aînés | IG | supralocal
A26 | Alphabétisation La Bouée | éducation | IG | local | | 2024-04-01
A27 | Popote roulante de Pointe-aux-Îlets | aînés | IG | local
A28 | Habitations Les Deux-Phares | habitation | IG | local
""",
    "institutional": """
actor | name | field | territory | tier | start | end
A29 | CISSS de l'Orlière | santé et services sociaux | PO | regional
A30 | Direction de santé publique de l'Orlière | santé et services sociaux | PO | regional
A31 | Centre de services scolaire de l'Orlière | éducation | PO | regional
A32 | Cégep de la Plaine-aux-Ormes | éducation | PO | regional
A33 | Office régional d'habitation de l'Orlière | habitation | PO | regional
A34 | Bureau régional de l'emploi de l'Orlière | emploi | PO | regional
A35 | MRC de la Plaine-aux-Ormes | administration municipale | PO | supralocal
A36 | MRC de la Haute-Pruche | administration municipale | HP | supralocal
A37 | MRC du Val-Cendré | administration municipale | VC | supralocal
A38 | MRC des Îlets-Gris | administration municipale | IG | supralocal
A39 | Ville de Saint-Ormel | administration municipale | PO | local
A40 | Municipalité de Portage-aux-Pruches | administration municipale | HP | local
A41 | Ville de Mine-Cendrée | administration municipale | VC | local
A42 | Municipalité de Pointe-aux-Îlets | administration municipale | IG | local
A43 | Secrétariat national à l'hébergement adapté | santé et services sociaux | | national
""",
    "private": """
actor | name | field | territory | tier | start | end
A44 | Ressource intermédiaire Le Boisé (RI) | hébergement | PO | local
A45 | Résidence Les Quatre-Saules (RI) | hébergement | PO | local
A46 | Ressource intermédiaire du Vieux-Portage (RI) | hébergement | HP | local
A47 | Résidence L'Escale du Val (RI) | hébergement | VC | local | | 2023-10-01
A48 | Ressource intermédiaire Le Phare gris (RI) | hébergement | IG | local | 2023-03-01
A49 | Alliance nationale des résidences d'accueil | hébergement | | national
A50 | Pharmacie du Grand-Orme | santé et services sociaux | PO | local
A51 | Scierie de la Haute-Pruche | foresterie | HP | local
A52 | Chambre de commerce de la Plaine-aux-Ormes | développement économique | PO | supralocal
""",
    "social_economy": """
actor | name | field | territory | tier | start | end
A53 | Caisse populaire de l'Orlière | services financiers | PO | regional
A54 | Coopérative d'aide à domicile de l'Orlière | aînés | PO | regional
A55 | CPE Les Petites Pruches | petite enfance | HP | local
A56 | Entreprise d'insertion Fil et Bobine | emploi | VC | supralocal
A57 | Coopérative d'habitation La Courtepointe | habitation | PO | local | 2023-05-01
A58 | Ressourcerie du Val-Cendré | environnement | VC | supralocal
""",
    "persons_concerned": """
actor | name | field | territory | tier | start | end
A59 | Comité des usagers du CISSS de l'Orlière | santé et services sociaux | PO | regional
A60 | Collectif de parents de la Haute-Pruche | petite enfance | HP | local | | 2024-07-01
A61 | Proches aidants des Îlets-Gris | aînés | IG | supralocal | 2022-09-01
""",
    "": """
actor | name | field | territory | tier | start | end
A62 | Fondation de l'Orme-Bleu | | PO | supralocal
A63 | Initiative Rivage 2030 | | IG | local | 2024-02-01
A64 | Pruche en mouvement | | HP | local | | 2023-01-01
""",
}

# No tie at all, over the three years: the pharmacy has a seat, the reuse centre a contract, the
# chamber of commerce is consulted, the last one has only just appeared.
WITHOUT_TIE = ("A50", "A52", "A58", "A63")

# How much an organisation works with others; 1 is usual.
ACTIVITY = {"A01": 3.6, "A29": 1.5, "A12": 1.8, "A18": 1.8, "A53": 1.4, "A09": 1.3}
ACTIVITY |= {"A31": 0.7, "A32": 0.4, "A54": 0.7, "A57": 0.4}

INSTANCES = """
instance | name | theme | territory
I01 | Table de concertation en habitation de la Plaine-aux-Ormes | habitation | PO
I02 | Table petite enfance de la Haute-Pruche | petite enfance | HP
I03 | Table de sécurité alimentaire du Val-Cendré | sécurité alimentaire | VC
I04 | Table des aînés des Îlets-Gris | aînés | IG
I05 | Table en santé mentale et dépendances de la Plaine-aux-Ormes | santé mentale | PO
I06 | Comité local de concertation RI-CISSS de l'Orlière (CLC) | hébergement |
I07 | Comité national de concertation en hébergement (CNC) | hébergement |
I08 | Communauté de pratique en action intersectorielle de l'Orlière | action intersectorielle |
I09 | Table régionale de développement social de l'Orlière | développement social |
I10 | Sous-comité de l'hébergement d'urgence | habitation | PO
"""

INSTANCE_FACTS = """
instance | kind | tier | origin | parent | meetings_per_year | rules_adopted | start | end
I01 | table | supralocal | local_demand | | 6 | 2017-02-15 | 2016 |
I02 | table | supralocal | policy | | 5 | 2011-11-09 | 2010 |
I03 | table | supralocal | local_demand | | 8 | 2023-03-22 | 2022-09-01 |
I04 | table | supralocal | policy | | 4 | 2013-04-10 | 2012-10 |
I05 | table | supralocal | policy | | 5 | 2022-11-30 | 2022-05-01 |
I06 | clc | regional | policy | | 3 | 2013-06-12 | 2013 |
I07 | cnc | national | policy | | 2 | | 2012 |
I08 | community_of_practice | regional | local_demand | | 4 | | 2023-02-01 |
I09 | table | regional | policy | | 4 | 2012-05-16 | 2011 |
I10 | subcommittee | supralocal | local_demand | I01 | 10 | | 2022-10-01 | 2024-07-01
"""

# "founding": seated since the instance began. A blank start: seated since before the observation.
SEATS = """
instance | actor | role | start | end
I01 | A01 | chair | founding
I01 | A06 | voting | founding
I01 | A33 | voting | founding
I01 | A39 | voting | 2019-01-01
I01 | A35 | voting | 2018-04-01
I01 | A29 | resource_person |
I01 | A08 | voting |
I01 | A62 | observer | | 2023-07-01
I01 | A53 | funder | 2023-02-01
I01 | A10 | voting | 2023-02-01
I01 | A57 | voting | 2023-06-01
I01 | A59 | observer | 2024-01-01
I02 | A13 | chair | founding
I02 | A55 | voting | founding
I02 | A29 | voting | founding
I02 | A31 | voting | founding
I02 | A12 | voting | 2014-09-01
I02 | A36 | support | 2018-01-01
I02 | A30 | funder |
I02 | A16 | voting | | 2023-07-01
I02 | A60 | observer | 2021-10-01 | 2024-07-01
I02 | A40 | voting | 2022-09-01
I03 | A18 | chair | founding
I03 | A20 | voting | founding
I03 | A05 | voting | founding
I03 | A22 | voting | founding
I03 | A37 | voting | founding
I03 | A19 | voting | founding
I03 | A29 | resource_person | founding
I03 | A30 | funder | founding
I03 | A41 | voting | founding | 2024-03-01
I03 | A23 | voting | 2023-10-01
I04 | A25 | chair | founding
I04 | A27 | voting | founding
I04 | A38 | voting | founding
I04 | A29 | voting | founding
I04 | A42 | voting | 2018-01-01
I04 | A54 | voting | 2019-09-01
I04 | A28 | voting | 2020-02-01
I04 | A26 | voting | | 2024-04-01
I04 | A61 | observer | 2022-10-01 | 2024-01-01
I04 | A61 | voting | 2024-01-01
I05 | A29 | chair | founding
I05 | A11 | voting | founding
I05 | A08 | voting | founding
I05 | A03 | voting | founding
I05 | A07 | voting | founding
I05 | A39 | voting | founding
I05 | A59 | observer | founding
I05 | A50 | observer | 2022-09-01
I05 | A10 | voting | 2023-02-01
I05 | A44 | observer | 2024-02-01
I06 | A29 | chair | founding
I06 | A29 | voting | founding
I06 | A44 | voting | founding
I06 | A45 | voting | founding
I06 | A46 | voting | 2017-04-01
I06 | A47 | voting | 2015-04-01 | 2023-10-01
I06 | A48 | voting | 2023-04-01
I07 | A43 | chair | founding
I07 | A49 | voting | founding
I07 | A29 | voting |
I08 | A01 | chair | founding
I08 | A12 | voting | founding
I08 | A18 | voting | founding
I08 | A09 | voting | founding
I08 | A29 | voting | founding
I08 | A30 | voting | founding
I08 | A35 | voting | founding
I08 | A37 | voting | founding
I08 | A32 | resource_person | founding
I08 | A53 | support | 2023-09-01
I08 | A03 | voting | 2023-09-01
I08 | A54 | voting | 2024-02-01
I09 | A09 | chair |
I09 | A01 | voting |
I09 | A12 | voting |
I09 | A18 | voting |
I09 | A05 | voting |
I09 | A29 | voting |
I09 | A30 | funder |
I09 | A31 | voting |
I09 | A32 | voting | 2019-09-01
I09 | A33 | voting |
I09 | A34 | voting |
I09 | A35 | voting |
I09 | A36 | voting |
I09 | A37 | voting |
I09 | A38 | voting |
I09 | A53 | voting | 2021-01-01
I09 | A59 | observer | 2023-06-01
I10 | A06 | voting | founding | 2024-07-01
I10 | A33 | voting | founding | 2024-07-01
I10 | A39 | voting | founding | 2024-07-01
I10 | A29 | voting | founding | 2024-07-01
I10 | A10 | chair | 2022-12-01 | 2024-07-01
"""

# The municipality accepted the seat and never named anyone.
NEVER_FILLED = (("I02", "A40"),)

# The first party carries the agreement; the others are its partners.
AGREEMENTS = """
agreement | kind | parties | start | end
E01 | entente de partenariat | A33 A06 A39 | 2022-04-01 | 2025-04-01
E02 | protocole d'entente | A13 A55 A29 A31 | 2021-09-01 | 2024-09-01
E03 | protocole d'entente | A13 A55 A29 | 2024-09-01 | 2027-09-01
E04 | entente de partenariat | A05 A20 A18 | 2023-01-01 | 2026-01-01
E05 | convention | A05 A29 | 2020-04-01 | 2023-04-01
E06 | entente de partenariat | A27 A54 A25 | 2022-07-01 | 2024-07-01
E07 | entente de partenariat | A06 A53 A01 | 2023-02-01 | 2026-02-01
E08 | protocole d'entente | A11 A29 | 2021-04-01 | 2025-04-01
E09 | entente de partenariat | A03 A34 A15 | 2022-04-01 | 2024-04-01
E10 | entente de partenariat | A44 A29 A11 | 2024-03-01 | 2026-03-01
E11 | protocole d'entente | A10 A29 A39 A33 | 2023-01-01 | 2024-07-01
E12 | entente de services | A19 A37 | 2023-04-01 | 2025-04-01
E13 | entente de partenariat | A32 A03 A56 | 2023-09-01 | 2025-09-01
E14 | entente de partenariat | A17 A36 A14 | 2022-01-01 | 2025-01-01
"""

AGREEMENT_TEXTS = """
agreement | name | purpose
E01 | Entente Toits abordables de Saint-Ormel | Construire 24 logements sociaux
E02 | Protocole Premiers pas | Dépister tôt les retards de développement
E03 | Protocole Premiers pas (renouvelé) | Dépister tôt les retards de développement
E04 | Entente Récolte partagée | Récupérer et redistribuer les surplus
E05 | Convention Moisson-CISSS | Livrer des paniers aux personnes suivies à domicile
E06 | Entente Popote et répit | Jumeler la livraison de repas et le répit aux proches aidants
E07 | Fonds de dépannage locatif | Prêter sans intérêt à des locataires menacés d'éviction
E08 | Protocole d'accueil en santé mentale | Accueillir en moins de dix jours
E09 | Entente Premier emploi en région | Offrir un premier emploi de six mois
E10 | Projet pilote Retour chez soi | Accompagner le retour en logement autonome
E11 | Protocole Nuits d'hiver | Ouvrir une halte chauffée de novembre à avril
E12 | Entente de prêt de locaux | Prêter une salle municipale aux haltes-garderies
E13 | Passerelle études-emploi | Reconnaître en classe les acquis d'un parcours d'insertion
E14 | Entente Transport bénévole | Conduire aux rendez-vous médicaux
"""

# The relation that the carrier and its partners had before they signed.
BEFORE_AGREEMENT = {
    "E01": "concertation",
    "E04": "collaboration",
    "E06": "concertation",
    "E07": "collaboration",
    "E09": "collaboration",
    "E12": "concertation",
    "E13": "collaboration",
}

TIES = """
source | target | level | start | end | theme
A29 | A44 | concertation | | 2024-03-01 | hébergement
A29 | A45 | concertation | | | hébergement
A29 | A46 | concertation | | | hébergement
A29 | A47 | concertation | | 2023-10-01 | hébergement
A29 | A48 | collaboration | 2023-04-01 | 2024-01-01 | hébergement
A29 | A48 | concertation | 2024-01-01 | | hébergement
A44 | A45 | collaboration | | | hébergement
A43 | A49 | concertation | | | hébergement
A29 | A43 | concertation | | | hébergement
A15 | A51 | collaboration | 2023-01-01 | | emploi
A51 | A53 | collaboration | | |
A01 | A53 | concertation | | | développement social
A01 | A04 | collaboration | | |
A04 | A54 | concertation | 2022-10-01 | | aînés
A08 | A21 | collaboration | | |
A18 | A21 | collaboration | | |
A37 | A41 | collaboration | | |
A20 | A41 | concertation | 2022-09-01 | 2024-03-01 | sécurité alimentaire
A13 | A60 | collaboration | | 2024-07-01 | petite enfance
A55 | A60 | collaboration | 2022-09-01 | 2024-07-01 | petite enfance
A24 | A25 | collaboration | | |
A25 | A38 | concertation | | | aînés
A25 | A26 | collaboration | | 2024-04-01 |
A25 | A28 | collaboration | | |
A28 | A38 | collaboration | 2022-06-01 | |
A06 | A57 | concertation | 2023-06-01 | | habitation
A18 | A22 | concertation | 2022-09-01 | | sécurité alimentaire
A01 | A29 | concertation | | 2022-10-01 | développement social
A01 | A29 | partnership | 2022-10-01 | | développement social
A12 | A36 | partnership | 2021-04-01 | | développement social
A18 | A37 | collaboration | | 2022-09-01 | sécurité alimentaire
A18 | A37 | partnership | 2022-09-01 | | sécurité alimentaire
A08 | A11 | partnership | 2022-06-01 | | santé mentale
A24 | A38 | partnership | | 2024-04-01 | petite enfance
A05 | A29 | partnership | 2023-04-01 | | sécurité alimentaire
A13 | A31 | collaboration | 2024-09-01 | | petite enfance
A27 | A54 | concertation | 2024-07-01 | | aînés
A25 | A27 | concertation | 2024-07-01 | | aînés
A10 | A29 | concertation | 2024-07-01 | | habitation
A10 | A39 | collaboration | 2024-07-01 | | habitation
A01 | A62 | concertation | | 2023-07-01 | habitation
A01 | A62 | collaboration | 2023-07-01 | |
A53 | A62 | collaboration | | |
A12 | A64 | collaboration | | 2023-01-01 |
A01 | A12 | concertation | | | développement social
A01 | A18 | concertation | | | développement social
A12 | A18 | collaboration | | 2023-02-01 | développement social
A12 | A18 | concertation | 2023-02-01 | | action intersectorielle
A01 | A09 | concertation | | | développement social
A09 | A12 | collaboration | | | développement social
A09 | A18 | collaboration | | | développement social
A29 | A30 | concertation | | | développement social
A29 | A59 | collaboration | | |
A35 | A53 | collaboration | 2022-05-01 | 2023-09-01 | développement social
A35 | A53 | concertation | 2023-09-01 | | développement social
A34 | A53 | collaboration | 2022-09-01 | | emploi
A29 | A61 | collaboration | 2022-11-01 | 2024-01-01 | aînés
A29 | A61 | concertation | 2024-01-01 | | aînés
"""

SET_ASIDE = """
source | target | kind | start | end
A29 | A50 | subcontracting | | 2024-04-01
A29 | A54 | subcontracting | 2021-04-01 |
A29 | A17 | subcontracting | 2022-04-01 | 2023-04-01
A37 | A58 | subcontracting | 2022-01-01 |
A39 | A56 | subcontracting | 2023-05-01 | 2023-11-01
A35 | A52 | consultation | 2022-10-01 | 2022-12-01
A30 | A59 | consultation | 2023-01-15 | 2023-04-15
A36 | A51 | consultation | 2024-02-01 | 2024-05-01
A43 | A09 | consultation | 2023-09-01 | 2023-12-01
"""


def records(block: str) -> list[dict[str, str]]:
    """Return the rows of a block; a cell left out at the end of a line is blank."""
    lines = [[cell.strip() for cell in line.split("|")] for line in block.strip().splitlines()]
    headings = lines[0]
    return [
        dict(zip(headings, cells + [""] * (len(headings) - len(cells)), strict=True))
        for cells in lines[1:]
    ]
