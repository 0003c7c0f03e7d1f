"""The decoder: its latent, its weights, what it makes of them."""
