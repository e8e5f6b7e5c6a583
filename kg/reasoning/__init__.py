"""What follows from the graph, and whether it holds together: rules, shapes and OWL consistency."""
