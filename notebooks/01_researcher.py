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
# # For researchers: bridging, chance, regression, waves
#
# *Pour la recherche : passerelles, hasard, régression, vagues.*
#
# Everything works on your own graph of networkx, and on checked tables that know levels, dates,
# bodies and seats. The sample network is invented: about sixty organisations of four territories,
# 2022 to 2024.
#
# *Tout s'applique à votre propre graphe networkx, et à des tables vérifiées qui connaissent
# niveaux, dates, instances et sièges. Le réseau d'exemple est inventé.*

# %%
import tempfile
from pathlib import Path

import networkx as nx
import pandas as pd

import concertnet as cn

# %% [markdown]
# ## A graph of your own
#
# *Votre propre graphe.* An E-I index is never read against 0: its expected value depends on the
# sizes of groups. *Un indice E-I ne se lit jamais par rapport à 0.*

# %%
karate = nx.karate_club_graph()
cn.ei_index(karate, by="club"), cn.ei_expected(karate, by="club"), cn.ei_bounds(karate, by="club")

# %%
cn.against_chance(cn.ei_index, karate, by="club", draws=999, seed=7)

# %%
cn.draw_mixing(cn.mixing(karate, by="club"), lang="en")

# %% [markdown]
# What you know under another name: *ce que vous connaissez sous un autre nom :*

# %%
cn.find("homophily")

# %% [markdown]
# ## Tables that know dates and levels
#
# Select a date, then a level: every measure is at or above it. *Des tables qui connaissent dates et
# niveaux : choisissez une date, puis un niveau ; chaque mesure s'entend à ce niveau ou au-dessus.*

# %%
net = cn.read(cn.sample_path())
now = net.at("2024-12-31")
cn.by_level(cn.ei_index, now)

# %%
cn.against_chance(cn.sector_ei_index, now, draws=999, seed=7).round(2)

# %% [markdown]
# ## Who stands between
#
# Gould and Fernandez' roles, with the moments of chance. *Qui se trouve entre les autres : les
# rôles de Gould et Fernandez, à côté de ce que donnerait le hasard.*

# %%
cn.brokerage_roles(now).sort_values("total", ascending=False).head()

# %%
cn.network_brokerage(now)

# %% [markdown]
# ## Regression of ties
#
# *Régression des liens.* Do organisations of one sector have more ties, given their territory and
# the bodies where both sit? Ties are not independent: actors are permuted, not residuals.
#
# *Les organismes d'un même secteur ont-ils plus de liens, à territoire et instances égaux ? Les
# liens ne sont pas indépendants : ce sont les acteurs que l'on permute.*

# %%
cn.mrqap(now, on=["same_sector", "same_territory", "shared_instances"], draws=499, seed=7)

# %% [markdown]
# ## Waves
#
# Organisations, and their representatives, turn over apart; a mandate that still runs counts up to
# now. *Vagues : le roulement des organismes et celui de leurs représentants se lisent à part ; un
# mandat qui dure encore compte jusqu'à maintenant.*

# %%
cn.retention(net, "2022-12-31", "2024-12-31", of="actors", by="sector")

# %%
cn.turnover_over_time(net, of="representatives")

# %%
cn.tenure(net, of="representatives")

# %%
cn.draw_tenure(net, of="representatives", lang="en")

# %% [markdown]
# The same actors at several dates, as a panel: *les mêmes acteurs à plusieurs dates, en panel :*

# %%
days = [str(day.date()) for day in pd.date_range("2022", "2024-12-31", freq="YE")]
panel = pd.concat({day: cn.actor_ei_index(net.at(day)) for day in days}, axis=1)
panel.describe().loc[["count", "mean"]].round(2)

# %% [markdown]
# ## On to other software
#
# Each file says what its format could not hold. For R: matrices of each wave and level with the
# codes of RSiena, spells for networkDynamic, and a script that loads them.
#
# *Vers d'autres logiciels : chaque fichier dit ce que son format n'a pu contenir. Pour R : les
# matrices de chaque vague et les durées des liens, avec le script qui les lit.*

# %%
with tempfile.TemporaryDirectory() as folder:
    written = cn.write_graph(now, Path(folder) / "net.graphml")
    again = cn.read_graph(Path(folder) / "net.graphml")
    print(cn.ei_index(now), cn.ei_index(again, by="sector"))
    cn.write_waves(net, Path(folder) / "for_r")
    print(sorted(path.name for path in (Path(folder) / "for_r").iterdir())[:6])
written
