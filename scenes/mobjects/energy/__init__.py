"""Energies: squared distances, their curves and valleys."""
