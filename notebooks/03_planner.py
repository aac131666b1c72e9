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
# ## Where it is, and is not
#
# *Où il est, et où il n'est pas.*

# %%
panel = cn.private_panel(now)
panel

# %%
cn.draw_coverage(now, lang="fr")

# %% [markdown]
# ## Which links are missing, and who could make them
#
# *Quels liens manquent, et qui pourrait les faire.* A missing link is no forecast: no tie, and
# reasons in the data for one.

# %%
gaps = cn.missing_links(now, sector="private")
for row in gaps.groupby("kind").head(2).to_dict("records"):
    print("-", cn.explain(row, lang="fr"))

# %%
cn.introductions(now, sector="private").head()

# %%
cn.draw_network(now, gaps=gaps, lang="fr")

# %% [markdown]
# ## What if?
#
# *Et si ?* What the five likeliest links would change, if they were made.

# %%
pairs = gaps[gaps["kind"] == "pair"].head(5)
cn.what_if(now, links=zip(pairs["actor"], pairs["other"], strict=True)).head(7)

# %% [markdown]
# ## The page
#
# *La page.* One file, offline, in both languages; dates, territories and themes recompute what it
# shows.

# %%
with tempfile.TemporaryDirectory() as folder:
    page = cn.interactive_map(net, Path(folder) / "page.html", gaps=gaps)
    print(page.name, page.stat().st_size // 1000, "kB")
