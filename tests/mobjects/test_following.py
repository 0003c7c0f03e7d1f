from manim import Dot, FadeOut, Square, VMobject

from scenes.mobjects.following import follow, paused


class Owner:
    """Something that is not to be copied with what follows it."""

    def __init__(self):
        self.where = [1.0, 2.0, 0.0]
        self.copies = 0

    def __deepcopy__(self, memo):
        self.copies += 1
        return self

    def place(self, part):
        part.move_to(self.where)


def test_a_part_that_follows_is_placed_whenever_it_is_updated():
    owner, dot = Owner(), Dot()
    follow(dot, owner.place)
    owner.where = [3.0, -1.0, 0.0]
    dot.update()
    assert dot.get_center().tolist() == owner.where


def test_a_copy_is_placed_itself_and_leaves_the_owner_alone():
    owner, square = Owner(), Square()
    follow(square, owner.place)
    other = square.copy()
    other.update()
    assert other.get_center().tolist() == owner.where
    assert square.get_center().tolist() == [0.0, 0.0, 0.0]
    assert owner.copies == 0


def test_what_sets_its_own_light_fades_all_the_same_when_it_is_paused():
    part = VMobject(fill_opacity=1).set_points_as_corners([[0, 0, 0], [1, 0, 0], [1, 1, 0]])
    follow(part, lambda mobject: mobject.set_fill(opacity=1))
    fading = FadeOut(*paused(part))
    fading.begin()
    fading.update_mobjects(0.1)
    part.update(0.1)
    fading.interpolate(0.75)
    assert part.get_fill_opacity() < 0.5
    fading.finish()
    assert not part.updating_suspended
