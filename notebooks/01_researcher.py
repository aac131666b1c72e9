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
# # A first look: from tables to a figure
#
# The sample network is invented: about sixty organisations of four territories, 2022 to 2024. The
# same functions take your own networkx graph (last cells).

# %%
import networkx as nx

import concertnet as cn

# %%
net = cn.read(cn.sample_path())
cn.describe(net)

# %% [markdown]
# Relations lie on a scale. Select a date, then a level: every measure is at or above it.

# %%
now = net.at("2024-12-31")
now, now.level("partnership")

# %%
mixing = cn.mixing(now)
mixing.counts

# %% [markdown]
# An E-I index is never read against 0: its expected value depends on the sizes of sectors.

# %%
cn.ei_index(now), cn.ei_expected(now), cn.ei_bounds(now)

# %%
cn.against_chance(cn.ei_index, now, draws=999, seed=7)

# %%
cn.against_chance(cn.sector_ei_index, now, draws=999, seed=7).round(2)

# %%
cn.cohesion(now)

# %% [markdown]
# Two layers of turnover: organisations, and their representatives.

# %%
cn.retention(net, "2022-12-31", "2024-12-31", of="actors", by="sector")

# %%
cn.retention(net, "2022-12-31", "2024-12-31", of="representatives")

# %%
absent = cn.coverage(now).query("absent")
absent[["instance", "sector"]]

# %%
gaps = cn.missing_links(now, sector="private")
for row in gaps.groupby("kind").head(2).to_dict("records"):
    print(cn.explain(row, lang="en"))

# %%
cn.draw_network(now, gaps=gaps, lang="en")

# %% [markdown]
# A plain networkx graph goes through the same door.

# %%
karate = nx.karate_club_graph()
cn.ei_index(karate, by="club"), cn.ei_expected(karate, by="club")

# %%
cn.draw_mixing(cn.mixing(karate, by="club"), lang="en")
