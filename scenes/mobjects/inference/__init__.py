"""Inference: the searches for the best latent, and what they find."""
