"""What a playing chapter draws, as marks that a viewer can point at."""
