import pytest

from kg.errors import OntologyError
from kg.knowledge.turtle import load_turtle

PREFIX = "@prefix x: <http://x/> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"


def test_instances_and_classes_follow_the_class_tree(tmp_path):
    (tmp_path / "a.ttl").write_text(
        PREFIX + "x:B rdfs:subClassOf x:A . x:C rdfs:subClassOf x:B . x:i a x:C ; x:p 1, 2 ."
    )
    known = load_turtle(root=tmp_path)
    assert known.instances("http://x/A") == ("http://x/i",)
    assert known.superclasses("http://x/C") == ("http://x/C", "http://x/B", "http://x/A")
    assert known.values("http://x/i", "http://x/p") == ("1", "2")


@pytest.mark.parametrize(
    "content, what",
    [("x:a x:b", r"a\.ttl:3: not valid Turtle"), ("x:a x:b [] .", "blank node"), ("x:a x:b\n x:c d .", "a.ttl:4")],
)
def test_bad_turtle_names_its_file_and_line(tmp_path, content, what):
    (tmp_path / "a.ttl").write_text(PREFIX + content)
    with pytest.raises(OntologyError, match=what):
        load_turtle(root=tmp_path)


def test_a_part_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(OntologyError, match=r"none: no such part"):
        load_turtle("none", root=tmp_path)
