"""Learning: the network that is fitted, its diagram and its error."""
