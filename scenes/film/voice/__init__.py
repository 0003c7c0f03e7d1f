"""The voice: who speaks the narration, when each word is said, and the sound of the film."""
