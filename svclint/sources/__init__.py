"""Where text comes from. In: paths, standard input, the git index. Out: a Discovery: sources, and what was left out and why."""
