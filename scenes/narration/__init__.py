"""The words: what is said in each beat, in every language, and when."""
