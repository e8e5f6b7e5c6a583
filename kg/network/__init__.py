"""The graph as networkx sees it: one projection, views on it, paths, centrality and communities."""

from kg.network.measures import centrality, communities, strongest_edges
from kg.network.paths import Hop, Link, find_links
from kg.network.projection import project
from kg.network.views import VIEWS, view

__all__ = ["VIEWS", "Hop", "Link", "centrality", "communities", "find_links", "project", "strongest_edges", "view"]
