"""What R's igraph, network and sna read of the files that are written for them."""

import os
import shutil
import subprocess

import pandas as pd
import pytest

import concertnet as cn
from tests.exchange.test_write_graph import hostile, levels_of
from tests.networks import the_sample

READ = r"""
said <- function(...) cat(paste(c(...), collapse = "\t"), "\n", sep = "")
points <- function(text) paste(utf8ToInt(enc2utf8(text)), collapse = " ")
absent <- Filter(function(p) !requireNamespace(p, quietly = TRUE), c("igraph", "network", "sna"))
if (length(absent)) { said("absent", absent); quit() }

for (file in c("n.graphml", "one.net", "n.dl")) {
  format <- c(n.graphml = "graphml", one.net = "pajek", n.dl = "dl")[[file]]
  g <- igraph::read_graph(file, format = format)
  ends <- igraph::ends(g, igraph::E(g), names = FALSE)
  value <- switch(format, graphml = igraph::E(g)$level, pajek = igraph::E(g)$label,
                  dl = igraph::E(g)$weight)
  for (i in seq_len(nrow(ends))) said("tie", file, ends[i, 1], ends[i, 2], value[i])
  name <- switch(format, graphml = igraph::V(g)$label, pajek = igraph::V(g)$id, dl = NULL)
  for (one in name) said("name", file, points(one))
  said("count", file, igraph::vcount(g))
}

relations <- network::read.paj("n.net")$networks
for (level in names(relations)) {
  ends <- network::as.edgelist(relations[[level]])
  for (i in seq_len(nrow(ends))) said("tie", "n.net", ends[i, 1], ends[i, 2], level)
}
for (one in network::network.vertex.names(relations[[1]])) said("name", "n.net", points(one))
said("count", "n.net", network::network.size(relations[[1]]))

for (file in list.files("waves", pattern = "^wave_.*[.]csv$", full.names = TRUE)) {
  cells <- as.matrix(read.csv(file, row.names = 1, check.names = FALSE, encoding = "UTF-8"))
  diag(cells) <- NA
  here <- !apply(cells == 10, 1, all, na.rm = TRUE)
  said("density", basename(file), sprintf("%.15g", sna::gden(cells[here, here], mode = "graph")))
}
"""


def read_by_r(folder) -> list[list[str]]:
    """Return what R says of the files of a folder, or skip."""
    (folder / "read.R").write_text(READ, encoding="utf-8")
    ran = subprocess.run(
        ["Rscript", "--vanilla", "read.R"], cwd=folder, capture_output=True,
        check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}, encoding="utf-8",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    seen = [line.split("\t") for line in ran.stdout.splitlines() if "\t" in line]
    if seen[0][0] == "absent":
        pytest.skip(f"R has no {', '.join(seen[0][1:])}")
    return seen


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R (Rscript) is not installed")
@pytest.mark.parametrize("net", [hostile(), the_sample()], ids=["hostile names", "sample"])
def test_r_reads_what_was_written(net, tmp_path):
    now = net.latest()
    for name in ("n.graphml", "n.net", "n.dl"):
        cn.write_graph(now, tmp_path / name)
    cn.write_graph(now, tmp_path / "one.net", relations="one")
    if net.observed is not None:
        cn.write_waves(net, tmp_path / "waves")
    seen = read_by_r(tmp_path)

    ids, wanted = list(now.actors_now()["actor"]), levels_of(now)
    labels = [" ".join(str(name).split()) for name in now.actors_now()["name"]]
    ranks = {pair: str(now.scale.rank(level) + 1) for pair, level in wanted.items()}
    for file in ("n.graphml", "one.net", "n.net", "n.dl"):
        rows = [row[2:] for row in seen if row[:2] == ["tie", file]]
        ties = {frozenset((ids[int(i) - 1], ids[int(j) - 1])): value for i, j, value in rows}
        assert ties == (ranks if file == "n.dl" else wanted), file
        # UCINET keeps a matrix: both directions
        assert len(rows) == len(wanted) * (2 if file == "n.dl" else 1), file
        assert [row[2] for row in seen if row[:2] == ["count", file]] == [str(len(ids))], file
        names = ["".join(map(chr, map(int, r[2].split()))) for r in seen if r[:2] == ["name", file]]
        if file != "n.dl":
            said = labels if file == "n.graphml" else [name.replace('"', "'") for name in labels]
            assert [" ".join(name.split()) for name in names] == said, file

    densities = {row[1]: float(row[2]) for row in seen if row[0] == "density"}
    assert bool(densities) == (net.observed is not None)
    if not densities:
        return
    for wave in pd.read_csv(tmp_path / "waves" / "waves.csv").itertuples():
        day = net.at(str(wave.date)).level(net.scale.levels[wave.rank - 1])
        assert densities[wave.file] == pytest.approx(cn.cohesion(day).density)
