"""Stories that are told to try the words: what each changes of the lecture's."""

STORIES = {
    "lecture": {},
    "steep": {"horn.growth": "2", "horn.noise_std": "0.1", "decoder.weights": "[1.9, 1.4]"},
    "one sample in a tube": {
        "horn.alpha": "1.5",
        "horn.beta": "1.5",
        "horn.growth": "0",
        "horn.noise_std": "0",
        "horn.samples": "1",
        "slice.x": "0.5",
        "slice.samples": "1",
        "decoder.weights": "[1.5, -1.5]",
        "picks.energy": "1",
        "picks.one_valley": "1",
        "picks.two_valleys": "1",
    },
    "wide end": {
        "horn.alpha": "0.5",
        "horn.beta": "2.5",
        "horn.noise_std": "0.4",
        "slice.x": "1",
        "slice.samples": "60",
        "plane.y1": "[-4, 4]",
        "plane.y2": "[-9, 9]",
        "plane.grid_step": "1",
        "decoder.weights": "[0, -3.75]",
        "picks.energy": "60",
    },
    "a point": {"decoder.weights": "[0, 0]", "decoder.latents": "12", "horn.growth": "0.1"},
    "unhurried": {"narration.words_per_minute": "80"},
    "hurried": {"narration.words_per_minute": "180"},
}
