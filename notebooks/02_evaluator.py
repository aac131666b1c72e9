# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # For evaluators: from a workbook to a report
#
# *Pour l'évaluation : du classeur au rapport.*
#
# The same path needs no code: `concertnet check`, `concertnet report`. Here it is step by step, on
# a small workbook such as people have them: a title above the headings, a name misspelt, a word of
# their own.
#
# *Le même chemin se fait sans programmer. Le voici pas à pas, sur un petit classeur comme on en
# voit : un titre au-dessus des colonnes, un nom mal écrit, un mot à soi.*

# %%
import shutil
import tempfile
from pathlib import Path

import pandas as pd

import concertnet as cn

folder = Path(tempfile.mkdtemp())

# %%
actors = [
    ("Liste des membres, mise à jour en octobre", None, None),
    ("Organisme", "Secteur", "Territoire"),
    ("CDC des Ormes", "communautaire", "Les Ormes"),
    ("Maison de la famille", "communautaire", "Les Ormes"),
    ("CISSS", "public", "Les Ormes"),
    ("Caisse des Ormes", "coop", "Les Ormes"),
    ("Pharmacie Beaulieu", "privé", "Les Ormes"),
    ("Chambre de commerce", "privé", "Les Ormes"),
]
ties = [
    ("Organisme 1", "Organisme 2", "Relation"),
    ("CDC des Ormes", "CISSS", "partenariat"),
    ("CDC des Ormes", "Maison de la famille", "concertation"),
    ("Maison de la famille", "CISS", "concertation"),
    ("CISSS", "Caisse des Ormes", "collaboration"),
    ("Caisse des Ormes", "Pharmacie Beaulieu", "collaboration"),
]
book = folder / "reseau.xlsx"
with pd.ExcelWriter(book) as writer:
    pd.DataFrame(actors).to_excel(writer, sheet_name="Membres", header=False, index=False)
    pd.DataFrame(ties).to_excel(writer, sheet_name="Liens", header=False, index=False)

# %% [markdown]
# ## What only you can decide
#
# *Ce qu'il vous revient de décider.*

# %%
asked = cn.decisions(book)
asked[["key", "question", "choices"]]

# %% [markdown]
# Everything that reading found, with its place: *tout ce que la lecture a trouvé, avec sa place :*

# %%
cn.check(book)[["severity", "sheet", "row", "message", "suggestion"]]

# %% [markdown]
# ## Decide, read, look
#
# An answer is one of the choices; it is said on all that comes out. *Décider, lire, regarder : une
# réponse est l'un des choix ; elle est rappelée sur tout ce qui est produit.*

# %%
net = cn.read(book, decisions={"actor:ciss": "CISSS"})
cn.describe(net)

# %%
cn.profile(net)[["measure", "value", "expected", "p_value", "n"]].dropna(subset=["value"]).head(10)

# %%
cn.draw_network(net, lang="fr", title="Les Ormes")

# %% [markdown]
# ## The report
#
# In Word to edit, in HTML or PDF to read. What these small data do not allow is said in an annex,
# with what to fill. Here in French; `lang="en"` writes it in English.
#
# *Le rapport : en Word pour le retravailler, en HTML ou en PDF pour le lire. Une annexe dit ce que
# ces données ne permettent pas, et quoi remplir.*

# %%
cn.report(net, folder / "rapport.docx", lang="fr")

# %% [markdown]
# A larger network says more: *un réseau plus grand en dit plus :*

# %%
sample = cn.sample_network()
cn.report(sample, folder / "orliere.html", lang="fr", compare="2022-12-31")
sorted(path.name for path in folder.iterdir())

# %%
cn.compare(sample.at("2022-12-31"), sample.latest(), measures=[cn.sector_ei_index])

# %%
shutil.rmtree(folder)  # what was written for this page
