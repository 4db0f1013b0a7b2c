"""Whether what is named by kind, namespace and name is there."""

from __future__ import annotations

import pytest

from svclint.graph.answers import Contradicted, Matched, Unverifiable
from svclint.graph.graph import Graph
from svclint.model.objects import Object, ObjectName
from svclint.settings import Settings
from tests.graph.worlds import graph_of

PLACE = "---\napiVersion: example.com/v1\nkind: {kind}\nmetadata: {{name: {name}{namespace}}}\n"


def thing(name: str, namespace: str = "", kind: str = "Door") -> str:
    """An object of a kind that nobody knows."""
    return PLACE.format(kind=kind, name=name, namespace=f", namespace: {namespace}" if namespace else "")


def asked(text: str, name: str, namespace: str | None = None, settings: Settings | None = None) -> tuple[str, str]:
    """How the first object's question for a door ends: the answer's type, and its hint or doubt."""
    graph = graph_of(text, settings or Settings(pod_producers=frozenset({"Nothing"})))
    answer = graph.named_objects.find(ObjectName("example.com", "Door", namespace, name), graph.of(Object)[0])
    match answer:
        case Matched(found=found):
            return "matched", ", ".join(each.title for each in found)
        case Contradicted(hint=hint):
            return "contradicted", hint
        case Unverifiable(because=because):
            return "unverifiable", because


KEY = thing("a", "house", kind="Key")
NO_NAMESPACE = "gives no namespace, so `kubectl -n` decides (write metadata.namespace, or pass --namespace)"


@pytest.mark.parametrize(
    ("text", "name", "namespace", "expected"),
    [
        (KEY + thing("front", "house"), "front", None, ("matched", "Door front")),
        (KEY + thing("front", "house"), "frnot", None, ("contradicted", "the nearest is Door front")),
        (KEY + thing("front-door", "house"), "front", None, ("contradicted", "the nearest is Door front-door")),
        (KEY + thing("front", "house"), "back", None, ("contradicted", "")),
        (KEY + thing("front", "barn"), "front", None, ("contradicted", "Door front is in namespace barn, not in house")),
        (KEY + thing("front", "barn"), "front", "bran", ("contradicted", "Door front is in namespace barn, not in bran")),
        (KEY + thing("front"), "front", None, ("unverifiable", f"Door front {NO_NAMESPACE}")),
        (thing("a", kind="Key") + thing("front", "barn"), "front", None, ("unverifiable", f"Key a {NO_NAMESPACE}")),
        (
            KEY + thing("front", "barn"),
            "other",
            None,
            ("unverifiable", "no Door of example.com of namespace house is given (pass its manifest too)"),
        ),
        (KEY, "front", None, ("unverifiable", "no Door of example.com is among the files given (pass its manifest too)")),
    ],
)
def test_answers(text: str, name: str, namespace: str | None, expected: tuple[str, str]) -> None:
    assert expected == asked(text, name, namespace)


def test_several_of_one_name_elsewhere_leave_it_open_which_was_meant() -> None:
    text = KEY + thing("front", "barn") + thing("front", "shed")

    assert "unverifiable" == asked(text, "front")[0]
    assert "unverifiable" == asked(text, "front", "bran")[0]


def test_namespace_that_the_user_gives_leaves_no_room_for_another() -> None:
    chosen = Settings(namespace="house", pod_producers=frozenset({"Nothing"}))

    assert ("unverifiable", "no Door of example.com of namespace house is given (pass its manifest too)") == asked(
        thing("a", kind="Key") + thing("front", "barn"), "front", None, chosen
    )


def test_kind_of_the_same_name_in_another_group_is_shown() -> None:
    graph = graph_of(KEY + thing("front", "house").replace("example.com", "example.org"))
    answer = graph.named_objects.find(ObjectName("example.com", "Door", None, "front"), graph.of(Object)[0])

    assert isinstance(answer, Unverifiable)
    assert ["Door front is one of example.org, not of example.com"] == [each.message for each in answer.near]


def test_kinds_of_the_core_group_are_named_without_it() -> None:
    graph: Graph = graph_of(KEY)
    answer = graph.named_objects.find(ObjectName("", "Secret", None, "front"), graph.of(Object)[0])

    assert Unverifiable("no Secret is among the files given (pass its manifest too)") == answer


def test_objects_in_another_folder_say_little_of_one_that_comes_near_to_none() -> None:
    graph = graph_of({"a/key.yaml": KEY, "b/door.yaml": thing("front", "house")})
    key = graph.of(Object)[0]

    def ask(name: str) -> object:
        return graph.named_objects.find(ObjectName("example.com", "Door", None, name), key)

    doubt = "each Door of example.com of namespace house is in another folder, for another step or cluster perhaps"
    assert Unverifiable(doubt) == ask("back")
    assert isinstance(ask("frnot"), Contradicted)
