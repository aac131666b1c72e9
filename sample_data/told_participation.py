"""What was decided by hand about who takes part: gifts, events, and how members judge each other.

Everything here is made up, as in `invented_territory`. `drawn_participation` adds what chance
decides: who came to which meeting, and what each respondent answered.
"""

from __future__ import annotations

WAVE = "2024"  # the survey of autumn 2024

# Bodies that keep a sheet of attendance: since when, and whether it lists those absent too.
SHEETS = """
instance | first | every | absences
I01 | 2022-02-08 | 2 | yes
I02 | 2022-02-02 | 3 | yes
I03 | 2022-09-28 | 2 | yes
I05 | 2022-06-14 | 3 | yes
I06 | 2022-03-15 | 4 | yes
I08 | 2023-03-07 | 3 | yes
I09 | 2022-04-12 | 3 | no
"""

# Share of meetings to which the titular of a sector comes; the alternate of some, when it does not.
COMES = {"community": 0.9, "institutional": 0.78, "private": 0.72, "social_economy": 0.85}
COMES |= {"persons_concerned": 0.82, "": 0.6}
ALTERNATE_COMES = 0.6

# Who came without a seat.
GUESTS = """
instance | date | actor
I01 | 2023-04-11 | A52
I05 | 2024-03-12 | A61
I03 | 2024-05-22 | A51
"""

CONTRIBUTIONS = """
actor | instance | agreement | resource | start | end | outside_contract | detail
A01 | I01 | | staff | 2022-02-01 | | yes | Coordination de la table, deux jours par semaine
A06 | I01 | | expertise | 2022-02-01 | | yes | Connaissance du parc locatif, droits des locataires
A39 | I01 | | premises | 2022-02-01 | | | Salle de l'hôtel de ville
A33 | I01 | | information | 2022-09-01 | | no | Liste d'attente, par taille de logement
A53 | I01 | | money | 2023-02-01 | | yes | Fonds de dépannage
A53 | | E07 | money | 2023-02-01 | | no | Capital du fonds de dépannage locatif
A57 | I01 | | expertise | 2023-06-01 | | yes | Démarrage d'une coopérative d'habitation
A13 | I02 | | staff | 2022-01-01 | | yes | Animation de la table
A30 | I02 | | money | 2022-01-01 | 2024-04-01 | no | Soutien à la mobilisation locale
A31 | I02 | | premises | 2022-01-01 | | yes | Locaux d'une école
A18 | I03 | | staff | 2022-09-01 | | yes | Coordination
A05 | I03 | | expertise | 2022-09-01 | | yes | Récupération et tri des denrées
A37 | I03 | | information | 2022-09-01 | | | Portrait alimentaire du territoire
A22 | I03 | | project | 2023-04-01 | | yes | Serre commune
A05 | | E04 | project | 2023-01-01 | | no | Camion réfrigéré partagé
A30 | I03 | | money | 2022-09-01 | | no |
A25 | I04 | | premises | 2022-01-01 | | yes | Salle du centre
A27 | I04 | | expertise | 2022-01-01 | | yes | Repérage des aînés isolés
A61 | I04 | | information | 2022-10-01 | | yes | Témoignages de proches aidants
A29 | I05 | | staff | 2022-05-01 | | no | Organisation communautaire
A11 | I05 | | expertise | 2022-05-01 | | yes | Entraide et rétablissement
A44 | I05 | | premises | 2024-02-01 | | yes | Deux chambres pour des séjours d'essai
A29 | I06 | | information | 2022-01-01 | | no | Besoins de places par territoire
A44 | I06 | | expertise | 2022-01-01 | | no | Accompagnement au quotidien
A45 | I06 | | information | 2022-01-01 | | | Taux d'occupation
A46 | I06 | | expertise | 2023-06-01 | | yes | Formation en prévention des chutes
A44 | | E10 | premises | 2024-03-01 | | yes | Appartements de transition
A09 | I08 | | staff | 2023-02-01 | | yes | Animation de la communauté de pratique
A32 | I08 | | expertise | 2023-02-01 | | yes | Bilan des apprentissages
A01 | I08 | | information | 2023-02-01 | | yes | Fiches des bons coups
A35 | I09 | | premises | 2022-01-01 | | |
A29 | I09 | | money | 2022-01-01 | | no | Soutien à la table régionale
A09 | I09 | | staff | 2022-01-01 | | yes | Secrétariat
A51 | I03 | | money | 2024-06-01 | | yes | Don de bois pour la serre
"""

EVENTS = """
instance | date | kind | note
I01 | 2022-11-08 | decision | Priorité donnée aux familles nombreuses
I01 | 2023-02-14 | controversy | Désaccord sur le maintien des loyers dans les immeubles rachetés
I01 | 2023-10-10 | innovation | Visites conjointes des logements avant la signature des baux
I01 | 2024-06-11 | result | 24 logements livrés
I02 | 2023-05-03 | innovation | Dépistage dans les haltes-garderies
I03 | 2022-10-04 | decision | Une seule tournée de récupération
I03 | 2023-03-22 | rule | Règles de fonctionnement adoptées
I03 | 2023-12-05 | controversy | Partage des surplus entre les deux comptoirs
I03 | 2024-04-02 | innovation | Serre commune
I04 | 2024-01-16 | decision | Les proches aidants votent
I05 | 2022-11-30 | rule | Règles de fonctionnement adoptées
I05 | 2024-02-13 | innovation | Séjours d'essai en ressource intermédiaire
I06 | 2023-03-14 | controversy | Taux des rétributions
I06 | 2024-03-12 | decision | Projet pilote Retour chez soi
I08 | 2023-09-05 | innovation | Accueil des nouveaux représentants par un pair
I09 | 2022-10-11 | decision | Plan d'action 2023-2026
"""

# Answers (1 to 5) around which each item falls, then how far a sector stands from it.
LEANS = {
    "C01": 3.6,
    "C02": 3.5,
    "C03": 3.4,
    "C04": 3.3,
    "C05": 3.2,
    "C06": 3.3,
    "C07": 2.9,
    "C08": 3.6,
    "C09a": 3.1,
    "C09b": 3.3,
    "C10a": 2.9,
    "C10b": 3.6,
    "C11": 2.7,
    "C12a": 3.2,
    "C12b": 3.0,
}
APART = {
    ("C02", "private"): -1.1,
    ("C02", "institutional"): 0.5,
    ("C03", "private"): -0.9,
    ("C04", "private"): 0.6,
    ("C07", "institutional"): 0.9,
    ("C07", "community"): -0.4,
    ("C07", "persons_concerned"): -1.2,
    ("C09a", "institutional"): -0.8,
    ("C10a", "community"): -0.5,
    ("C10a", "institutional"): 0.7,
    ("C11", "social_economy"): 0.6,
}
DOES_NOT_KNOW = 0.06  # share of items left without an answer

# Scores (1 to 4) around which each dimension falls, and how raters of a sector see another one.
DIMENSIONS = {
    "reliability": 3.1,
    "mission": 3.0,
    "openness": 2.9,
    "power": 2.6,
    "involvement": 2.9,
    "resources": 2.6,
    "legitimacy": 3.2,
}
SEEN = {
    ("community", "private", "legitimacy"): -1.1,
    ("community", "private", "mission"): -0.8,
    ("institutional", "private", "legitimacy"): -0.5,
    ("private", "private", "legitimacy"): 0.5,
    ("community", "institutional", "power"): 1.0,
    ("private", "institutional", "power"): 1.2,
    ("community", "institutional", "openness"): -0.6,
    ("institutional", "community", "resources"): -0.6,
    ("institutional", "community", "involvement"): 0.5,
}
MOST_RATED = 6  # partners that one respondent rates, besides the private actors it sits with
