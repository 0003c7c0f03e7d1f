"""What is true of a story, in no language: numbers, counts, booleans and named cases.

Each module holds the facts about one thing. A fact is a short function of the story's data; its
name is what a narration calls it, its docstring what it means, and its annotation its kind. The
sentences stand in ``assets/narration``, in every language beside the conditions that choose them.
"""
