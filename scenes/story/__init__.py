"""The story: validated numbers, the data made from them, and the words that go with it."""
