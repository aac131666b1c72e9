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
# # For planners: where is the private sector?
#
# *Pour la planification : où est le secteur privé ?*
#
# Which tables, territories and themes have none of its seats, with whom it has no tie, who could
# introduce. The same is one command (`concertnet gaps`) and one page that opens offline
# (`concertnet map`).
#
# *À quelles tables, sur quels territoires et thèmes il n'a aucun siège, avec qui il n'a pas de
# lien, et qui pourrait faire le lien.*

# %%
import tempfile
from pathlib import Path

import concertnet as cn

net = cn.sample_network()
now = net.latest()

# %% [markdown]
# ## Where it has no seat
#
# What was found, in sentences: bodies, territories and themes. *Où il n'a aucun siège : le constat,
# en phrases, par instance, territoire et thème.*

# %%
gaps = cn.missing_links(now, sector="private")
absences = gaps[gaps["kind"].str.startswith("sector_") & (gaps["kind"] != "sector_pair")]
for row in absences.groupby("kind").head(1).to_dict("records"):
    print("-", cn.explain(row, lang="en"))
    print("-", cn.explain(row, lang="fr"))

# %%
cn.draw_coverage(now, lang="fr")

# %% [markdown]
# Its share of what there is: *sa part de ce qu'il y a :*

# %%
cn.private_panel(now).presence.round(2)

# %% [markdown]
# ## Which links are missing, and who could make them
#
# *Quels liens manquent, et qui pourrait les faire.* A missing link is no forecast: no tie, and
# reasons in the data for one. *Un lien manquant n'est pas une prédiction : aucun lien, et des
# raisons d'en faire un dans les données.*

# %%
for row in gaps[gaps["kind"] == "pair"].head(3).to_dict("records"):
    print("-", cn.explain(row, lang="en"))
    print("-", cn.explain(row, lang="fr"))

# %% [markdown]
# Who could make the most of them: *qui pourrait en faire le plus :*

# %%
cn.introductions(now, sector="private").head()

# %%
cn.draw_network(now, gaps=gaps, lang="fr")

# %% [markdown]
# ## What if?
#
# What the five likeliest links would change, if they were made. *Et si ? Ce que changeraient les
# cinq liens les plus vraisemblables, s'ils se faisaient.*

# %%
pairs = gaps[gaps["kind"] == "pair"].head(5)
cn.what_if(now, links=zip(pairs["actor"], pairs["other"], strict=True)).head(7)

# %% [markdown]
# ## The page
#
# One file, offline, in both languages; dates, territories and themes recompute what it shows.
#
# *La page : un seul fichier, sans Internet, dans les deux langues ; la date, le territoire et le
# thème recalculent ce qu'elle montre.*

# %%
with tempfile.TemporaryDirectory() as folder:
    page = cn.interactive_map(net, Path(folder) / "page.html", gaps=gaps)
    print(page.name, page.stat().st_size // 1000, "kB")
