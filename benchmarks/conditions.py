"""Answers of 200 items by 5,000 organisations, beside what one would write with scipy."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import energy_distance, f_oneway
from side_by_side import heading, line, timed

import concertnet as cn

ITEMS, RESPONDENTS, DRAWS = 200, 5_000, 999
SECTORS = ("community", "institutional", "private", "social_economy")


def survey(items: int = ITEMS, respondents: int = RESPONDENTS, seed: int = 0) -> cn.Network:
    """Return answers from 1 to 5, one in twenty missing, that lean with the sector."""
    rng = np.random.default_rng(seed)
    ids = pd.Series(np.arange(respondents)).astype("str").radd("A").to_numpy()
    codes = [f"Q{k}" for k in range(items)]
    sector = rng.integers(0, len(SECTORS), respondents)
    values = np.clip(rng.normal(3, 1.2, (respondents, items)) + 0.1 * sector[:, None], 1, 5)
    answers = pd.DataFrame(
        {
            "respondent": np.repeat(ids, items),
            "item": np.tile(codes, respondents),
            "answer": values.round().astype(int).ravel().astype(str),
        }
    )
    return cn.Network(
        pd.DataFrame({"actor": ids, "sector": np.array(SECTORS)[sector]}),
        answers=answers[rng.random(len(answers)) < 0.95],
        items=pd.DataFrame(
            {
                "item": codes,
                "scale_min": 1,
                "scale_max": 5,
                "condition": [k % 12 + 1 for k in range(items)],
            }
        ),
    )


def by_energy(net: cn.Network, items: int, draws: int) -> pd.Series:
    """Return the share between sectors and p of some items, as scipy and numpy let one write it."""
    sectors = net.actors.set_index("actor")["sector"]
    rng, found = np.random.default_rng(0), {}
    for item, rows in net.answers.groupby("item", sort=False):
        if len(found) == items:
            break
        values = rows["answer"].astype(float).to_numpy()
        labels = sectors.reindex(rows["respondent"]).to_numpy()
        total = np.abs(np.subtract.outer(values, values)).mean() * len(values) / 2

        def between(labels: np.ndarray, values: np.ndarray = values) -> float:
            groups = [values[labels == sector] for sector in SECTORS]
            return sum(
                len(g) * len(h) / (2 * len(values)) * energy_distance(g, h) ** 2
                for k, g in enumerate(groups)
                for h in groups[k + 1 :]
            )

        observed = between(labels)
        larger = sum(between(rng.permutation(labels)) >= observed for _ in range(draws))
        found[item] = (observed / total, (1 + larger) / (1 + draws))
    return pd.Series({item: share for item, (share, _) in found.items()})


def by_variance(net: cn.Network, items: int) -> list[float]:
    """Return the p of an analysis of variance, which takes steps for measured lengths."""
    sectors = net.actors.set_index("actor")["sector"]
    found = []
    for _, rows in net.answers.groupby("item", sort=False):
        if len(found) == items:
            break
        values = (
            rows["answer"].astype(float).groupby(sectors.reindex(rows["respondent"]).to_numpy())
        )
        found.append(float(f_oneway(*[v.to_numpy() for _, v in values]).pvalue))
    return found


def main() -> None:
    """Print seconds beside those of scipy, and that both find the same share."""
    net = survey()
    heading(f"{ITEMS} items, {RESPONDENTS:,} organisations")
    spread = cn.answer_spread(net, draws=1)
    seconds = timed(lambda: cn.answer_spread(net, draws=DRAWS))
    few, shuffles = 2, 3
    shares = by_energy(net, few, shuffles)
    slow = timed(lambda: by_energy(net, few, shuffles), repeats=1)
    # one share and its shuffles take as long whatever their number
    slow *= ITEMS / few * (1 + DRAWS) / (1 + shuffles)
    what = f"share between sectors, {DRAWS} shuffles (energy_distance)"
    line(what, seconds, slow, wanted="under 1 s")
    variance = timed(lambda: by_variance(net, ITEMS))
    alone = timed(lambda: cn.answer_spread(net, draws=0))
    line("the same without p, beside f_oneway", alone, variance)
    profile = timed(lambda: cn.condition_profile(net, draws=DRAWS))
    line("condition_profile beside answer_spread", profile, seconds)
    ours = spread.items.set_index("item")["sector_share"][shares.index]
    print(f"largest difference of share: {np.abs(ours - shares).max():.1e}")


if __name__ == "__main__":
    main()
