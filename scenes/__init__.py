"""The film: its numbers, its look, what it draws, its chapters, and how it is made."""
