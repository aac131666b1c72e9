"""The numbers: every measure is a plain function of a graph, a hinge, or a network's tables."""
