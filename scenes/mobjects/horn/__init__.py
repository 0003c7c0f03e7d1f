"""The horn: its samples, its envelope, the formula of y, its slices."""
