#: r_title
#: r_run

here <- if (exists("folder")) folder else "."

read <- function(name) {
  table <- read.csv(file.path(here, name), colClasses = "character", check.names = FALSE,
                    na.strings = "", encoding = "UTF-8")
  #: r_apostrophe
  live <- "^'('*[-=+@\t\r\uFF1D\uFF0B\uFF0D\uFF20])"
  table[] <- lapply(table, function(cell) sub(live, "\\1", cell))
  names(table) <- sub(live, "\\1", names(table))
  table
}
numbers <- function(table) {
  table[] <- lapply(table, as.numeric)
  table
}

nodes <- read("nodes.csv")
edges <- read("edges.csv")
edges$rank <- as.integer(edges$rank)
wave_table <- read("waves.csv")
covariates <- read("covariates.csv")
#: r_order
actors <- covariates$actor
covariates <- numbers(covariates[-1])
n <- length(actors)

#: r_waves
read_wave <- function(name) {
  cells <- read(name)[-1]
  matrix(as.integer(unlist(cells, use.names = FALSE)), nrow = n, ncol = n,
         dimnames = list(actors, actors))
}
waves <- lapply(split(wave_table, as.integer(wave_table$rank)), function(one) {
  found <- lapply(one$file, read_wave)
  names(found) <- one$date
  found
})
days <- unique(wave_table$date)
presence <- read("presence.csv")
there <- lapply(presence[-1], function(day) day == "1")

#: r_lists
attributes_of <- nodes[match(actors, nodes$id), setdiff(names(nodes), "code"), drop = FALSE]
if (requireNamespace("igraph", quietly = TRUE)) {
  igraphs <- lapply(waves, function(one) Map(function(cells, kept) {
    tied <- matrix(as.integer(cells %in% 1L), n, n)[kept, kept, drop = FALSE]
    graph <- igraph::graph_from_adjacency_matrix(tied, mode = "undirected", diag = FALSE)
    igraph::V(graph)$name <- actors[kept]
    for (column in setdiff(names(attributes_of), c("id", "name"))) {
      graph <- igraph::set_vertex_attr(graph, column, value = attributes_of[kept, column])
    }
    graph
  }, one, there))
}
if (requireNamespace("network", quietly = TRUE) && n > 0) {
  networks <- lapply(waves, function(one) Map(function(cells, kept) {
    if (!any(kept)) return(NULL)
    tied <- cells[kept, kept, drop = FALSE]
    graph <- network::network.initialize(sum(kept), directed = FALSE)
    if (sum(kept) > 1) graph <- network::network(tied, directed = FALSE, matrix.type = "adjacency")
    network::set.vertex.attribute(graph, "vertex.names", actors[kept])
    for (column in setdiff(names(attributes_of), c("vertex.names", "na"))) {
      network::set.vertex.attribute(graph, column, attributes_of[kept, column])
    }
    graph
  }, one, there))
}

#: r_siena
if (requireNamespace("RSiena", quietly = TRUE) && n > 1 && length(days) > 1) {
  given <- lapply(covariates, RSiena::coCovar)
  names(given) <- sprintf("covariate_%d", seq_along(given))
  if (file.exists(file.path(here, "composition.csv"))) {
    composition <- read("composition.csv")
    lives <- lapply(actors, function(actor) {
      mine <- numbers(composition[composition$actor == actor, c("start", "end")])
      as.vector(t(as.matrix(mine)))
    })
    given$composition <- RSiena::sienaCompositionChange(lives)
  }
  siena <- lapply(waves, function(one) {
    ties <- RSiena::sienaDependent(array(unlist(one), dim = c(n, n, length(one))))
    do.call(RSiena::sienaDataCreate, c(list(ties = ties), given))
  })
}

#: r_dynamic
if (requireNamespace("networkDynamic", quietly = TRUE) && nrow(nodes) > 0) {
  base <- network::network.initialize(nrow(nodes), directed = FALSE)
  network::set.vertex.attribute(base, "vertex.names", nodes$id)
  vertex_spells <- numbers(read("vertex_spells.csv"))
  edge_spells <- numbers(read("edge_spells.csv"))
  spells <- if (nrow(edge_spells) > 0) as.matrix(edge_spells[c("onset", "terminus", "tail", "head")])
  dynamic <- networkDynamic::networkDynamic(
    base.net = base, vertex.spells = as.matrix(vertex_spells), edge.spells = spells,
    verbose = FALSE
  )
}
