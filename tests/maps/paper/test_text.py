import pytest

from concertnet.maps.paper.text import Ruler, one_line


@pytest.fixture(scope="module")
def ruler():
    return Ruler("DejaVu Sans")


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("Comité\ndes\tusagers", "Comité des usagers"),
        ("a\x00b\x1bc", "abc"),
        ("nom \u202eécrit à l’envers\u202c", "nom écrit à l’envers"),
        ("\ud800 seul", "seul"),
        ("$x^2$ \\alpha <b>&amp;", "$x^2$ \\alpha <b>&amp;"),
        ("Caisse\u202f: 5", "Caisse\u202f: 5"),
        ("   ", ""),
    ],
)
def test_what_no_page_can_show_is_left_out(hostile, shown):
    assert one_line(hostile) == shown


def test_no_line_begins_with_a_mark_that_ends_a_phrase(ruler):
    text = "Médiane : 2,0 ans (IC 95 % : 1,7 à 2,2) ; « deux mots » restent ! Ou non ?"
    for width in range(60, 160, 7):
        lines = ruler.wrap(text, 7, width)
        assert " ".join(lines) == text
        assert not any(line[0] in ";:!?%»" or line[-1] == "«" for line in lines)


def test_a_long_word_is_cut_where_it_has_a_hyphen(ruler):
    assert ruler.wrap("Rivière-aux-Saules", 7, ruler.width("Rivière-aux-Sau", 7)) == [
        "Rivière-aux-",
        "Saules",
    ]


def test_wrapped_lines_fit_and_keep_the_text(ruler):
    text = "Association pour la défense des droits des personnes handicapées"
    lines = ruler.wrap(text, 7, 80)
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert all(ruler.width(line, 7) <= 80 for line in lines)


def test_a_word_too_long_for_a_line_is_cut(ruler):
    lines = ruler.wrap("x" * 300, 7, 60)
    assert "".join(lines) == "x" * 300
    assert all(ruler.width(line, 7) <= 60 for line in lines)


def test_a_space_that_binds_does_not_break(ruler):
    assert (
        ruler.wrap("Source\u00a0: ici", 7, ruler.width("Source\u00a0:", 7) + 1)[0]
        == "Source\u00a0:"
    )


def test_a_line_never_ends_on_a_short_word(ruler):
    assert ruler.balanced("Municipalité de Sainte-Aube", 7, 2) == "Municipalité\nde Sainte-Aube"
    assert ruler.balanced("Municipalité de Sainte-Aube", 7, 3) is None


def test_shortening_keeps_the_width(ruler):
    name = "Regroupement national des organismes communautaires"
    short = ruler.shorten(name, 7, 70)
    assert short.endswith("…")
    assert ruler.width(short, 7) <= 70
    assert ruler.shorten("MRC", 7, 70) == "MRC"


def test_mathematics_is_measured_as_it_is_written(ruler):
    assert ruler.width("$\\alpha$", 7) > ruler.width("\\alpha", 7)


def test_lines_add_height(ruler):
    one, three = ruler.box("Ép", 7)[1], ruler.box("Ép\nÉp\nÉp", 7)[1]
    assert three > 2.5 * one
