"""What is said of input that falls into several worlds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svclint.api import Edit, Finding, Fix, Graph, Object, Related, Service, Severity, rule
from svclint.catalogue.loader import AnyRule, load_rules
from svclint.engine.check import check
from svclint.engine.report import Report
from svclint.engine.selection import Choice
from svclint.graph.given.divisions import WHOLE_CONTEXT
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source
from tests.graph.worlds import service, workload
from tests.linting import EVERYTHING, lint

WEB = workload("web", "app: web", ports="{name: http, containerPort: 8080}") + service(
    "web", "app: web", ports="{port: 80, targetPort: http}"
)
NODE_PORT = service("{name}", "app: web", ports="{port: 80, nodePort: 30080}").replace("{selector", "{type: NodePort, selector")


def tree(base: str = WEB, *, shared: str = "", **overlays: str) -> dict[str, str]:
    """A base, an overlay for each name with a file of its own, and a file of no kustomization."""
    files = {"base/kustomization.yaml": "resources: [base.yaml]\n", "base/base.yaml": base}
    for name, text in overlays.items():
        files[f"overlays/{name}/kustomization.yaml"] = "resources: [../../base, own.yaml]\n"
        files[f"overlays/{name}/own.yaml"] = text
    return files | ({"shared.yaml": shared} if shared else {})


def ingress(name: str, backend: str) -> str:
    path = f"{{path: /, pathType: Prefix, backend: {{service: {{name: {backend}, port: {{number: 80}}}}}}}}"
    head = f"---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: {name}}}\n"
    return f"{head}spec: {{rules: [{{http: {{paths: [{path}]}}}}]}}\n"


def said(files: dict[str, str], rule_id: str) -> list[tuple[str, int, str, str]]:
    """Path, line, severity and message of what one rule says."""
    report = lint(files, choice=Choice(select=(rule_id,)))
    return [(each.position.path, each.position.line, str(each.severity), each.message) for each in report.findings]


def test_what_only_one_world_has_satisfies_no_other() -> None:
    dev, prod = service("shop", "app: web"), ingress("front", "shop")
    ((path, line, severity, message),) = said(tree(dev=dev, prod=prod), "SVC701")

    assert ("overlays/prod/own.yaml", 5, "warning") == (path, line, severity)
    assert "Ingress front sends requests to Service shop, which is not in namespace default" == message
    assert [] == said(tree(dev=dev + prod, prod=""), "SVC701")


def test_what_only_another_world_has_is_not_the_nearest() -> None:
    (report,) = (
        lint(tree(dev=service("shop", "app: web"), prod=ingress("front", "shopp")), choice=Choice(select=("SVC701",))),
    )
    (finding,) = report.findings

    assert "overlays/dev/own.yaml" not in [each.position.path for each in finding.related]
    assert '"shop"' not in finding.message


def test_worlds_do_not_collide() -> None:
    dev, prod = (NODE_PORT.replace("{name}", name) for name in ("blue", "green"))

    assert [] == said(tree(dev=dev, prod=prod), "SVC307")
    assert ["overlays/dev/own.yaml"] == [path for path, *_ in said(tree(dev=dev + prod, prod=""), "SVC307")]


def test_worlds_have_no_duplicates_of_one_another() -> None:
    dev, prod = service("shop", "app: web"), service("shop", "app: web", ports="{port: 81}")

    assert [] == said(tree(dev=dev, prod=prod), "SVC206")
    assert ["overlays/dev/own.yaml"] == [path for path, *_ in said(tree(dev=dev + prod, prod=""), "SVC206")]


def test_what_a_world_shares_collides_with_what_it_has() -> None:
    files = tree(dev=service("shop", "app: web"), prod="", shared=service("shop", "app: web", ports="{port: 81}"))

    assert [("shared.yaml", 4, "info")] == [each[:3] for each in said(files, "SVC206")]


def test_a_base_that_one_world_breaks_says_which() -> None:
    base = WEB + ingress("front", "shop")
    ((path, _, severity, message),) = said(tree(base, dev=service("shop", "app: web"), prod=""), "SVC701")

    assert ("base/base.yaml", "warning") == (path, severity)
    assert message.endswith(" (in world prod)")


def test_a_base_that_all_worlds_break_is_told_once() -> None:
    base = WEB + ingress("front", "shop")
    ((path, _, _, message),) = said(tree(base, dev="", prod="", test=""), "SVC701")

    assert "base/base.yaml" == path
    assert "world" not in message


def test_a_base_that_some_worlds_break_says_which() -> None:
    base = WEB + ingress("front", "shop")
    ((_, _, _, message),) = said(tree(base, dev=service("shop", "app: web"), prod="", test=""), "SVC701")

    assert message.endswith(" (in the worlds prod and test)")


def test_what_worlds_share_is_satisfied_by_any() -> None:
    files = tree(dev=service("shop", "app: web"), prod="", shared=ingress("front", "shop"))

    assert [] == said(files, "SVC701")
    assert ["shared.yaml"] == [path for path, *_ in said(files | {"shared.yaml": ingress("front", "elsewhere")}, "SVC701")]


def test_pods_of_different_worlds_are_never_behind_one_service_together() -> None:
    """Together they would not all serve the port that the Service asks for."""
    one, other = (
        workload(name, f"app: api, part: {name}", ports=f"{{containerPort: {number}}}")
        for name, number in (("front", 8080), ("back", 9090))
    )
    shared = service("api", "app: api", ports="{port: 80, targetPort: 8080}")

    assert ["shared.yaml"] == [path for path, *_ in said(tree(dev=one + other, prod="", shared=shared), "SVC203")]
    assert [] == said(tree(dev=one, prod=other, shared=shared), "SVC203")


def test_the_input_of_one_world_is_told_as_ever() -> None:
    broken = WEB + ingress("front", "shop") + service("none", "app: none")
    report = lint(tree(broken, dev=NODE_PORT.replace("{name}", "blue")))
    without = lint(
        {
            path: text
            for path, text in tree(broken, dev=NODE_PORT.replace("{name}", "blue")).items()
            if "kustomization" not in path
        }
    )

    assert told(without) == told(report)


def test_an_objects_own_mistake_is_told_once() -> None:
    broken = WEB.replace("port: 80,", "port: 70000,")

    assert [("base/base.yaml", 10)] == [each[:2] for each in said(tree(broken, dev="", prod=""), "invalid-port-number")]


def told(report: Report) -> list[tuple[str, str, int, int, str, str | None]]:
    """What there is of each finding but its severity, which may hang on kustomizations around it."""
    return [
        (each.rule.id, each.position.path, each.position.line, each.position.column, each.message, each.doubt)
        for each in report.findings
    ]


PIECES = (
    service("web", "app: wbe"),
    workload("web", "app: web"),
    ingress("front", "wep"),
    NODE_PORT.replace("{name}", "open"),
    NODE_PORT.replace("{name}", "other"),
    service("db", "app: db").replace("{selector", "{clusterIP: None, selector"),
    workload("db", "app: db", kind="StatefulSet", spec="serviceName: dbb"),
)


@settings(max_examples=20)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6, unique=True), st.sampled_from([2, 3, WHOLE_CONTEXT + 1]))
def test_copies_in_roots_of_their_own_find_the_same_each(pieces: list[str], copies: int) -> None:
    """Each copy holds a Service, by which the copies are told to be alternatives."""
    text = "".join(pieces) + service("mark", "app: mark")
    one = told(lint({"c0/a.yaml": text, "c0/kustomization.yaml": "resources: [a.yaml]\n"}))
    files = {
        f"c{number}/{name}": content
        for number in range(copies)
        for name, content in {"a.yaml": text, "kustomization.yaml": "resources: [a.yaml]\n"}.items()
    }
    expected = [(rule_id, path.replace("c0", f"c{number}"), *rest) for number in range(copies) for rule_id, path, *rest in one]

    assert sorted(expected, key=repr) == sorted(told(lint(files)), key=repr)


@settings(max_examples=20)
@given(st.permutations(list(range(7))))
def test_the_order_of_files_does_not_matter(order: list[int]) -> None:
    files = tree(WEB + ingress("front", "shop"), dev=PIECES[3], prod=PIECES[4], shared=ingress("other", "open"))
    paths = list(files)
    shuffled = {paths[number]: files[paths[number]] for number in order}

    assert told(lint(files)) == told(lint(shuffled))


def _run(files: dict[str, str], *rules: AnyRule, worlds: dict[str, frozenset[str]] | None = None) -> Report:
    discovery = Discovery(tuple(Source(path, text) for path, text in files.items()), worlds=worlds or {})
    tool = tuple(each for each in load_rules() if each.id == "SVC004")
    return check(discovery, Settings(), (*rules, *tool), replace(EVERYTHING, select=("user", "SVC004")))


def team(on: type[Any], check: Any) -> AnyRule:  # noqa: ANN401 - a rule's function
    check.__name__ = "team_rule"
    check.__doc__ = "Say something."
    made: AnyRule = rule(id="TEAM001", name="team-rule", severity=Severity.WARNING, on=on, bad="", good="")(check)
    return made


def test_a_rule_that_raises_in_every_world_is_told_once() -> None:
    def crash(subject: Object, graph: Graph) -> Iterator[Finding]:
        raise LookupError(subject.name, bool(graph))

    report = _run(tree(service("web", "app: web"), dev="", prod=""), team(Service, crash))

    assert 1 == len(report.findings)
    assert report.crashed


def _about_neighbours(wanted: str) -> AnyRule:
    """Speaks where there is a Service of a name, and offers to rename what it speaks of after it."""

    def neighbours(subject: Service, graph: Graph) -> Iterator[Finding]:
        other = next((each for each in graph.of(Service) if each.name.startswith(wanted)), None)
        name = subject.scalar("metadata", "name")
        if other is not None and name is not None and other is not subject:
            fix = Fix("Rename", (Edit.of(name, other.name),))
            yield Finding(at=name, message="there is another", related=(Related(other.name_place, "here"),), fix=fix)

    return team(Service, neighbours)


@pytest.mark.parametrize(
    ("dev", "prod", "message", "fixable"),
    [
        ("shop", "shop", "there is another", True),
        ("shop-a", "shop-b", "there is another", False),
        ("shop", "none", "there is another (in world dev)", False),
    ],
)
def test_a_fix_must_be_right_in_every_world(dev: str, prod: str, message: str, fixable: bool) -> None:  # noqa: FBT001 - a column of the table
    files = tree(service("web", "app: web"), dev=service(dev, "a: b"), prod=service(prod, "a: b"))
    findings = [each for each in _run(files, _about_neighbours("shop")).findings if each.position.path.startswith("base")]

    assert [(message, fixable)] == [(each.message, each.fix is not None) for each in findings]


def test_worlds_of_the_configuration_are_kept_apart() -> None:
    files = {"a.yaml": service("shop", "a: b"), "b.yaml": service("web", "a: b"), "c.yaml": service("mail", "a: b")}
    worlds = {"one": frozenset({"a.yaml", "c.yaml"}), "two": frozenset({"b.yaml", "c.yaml"})}

    assert [("c.yaml", "there is another (in world one)")] == [
        (each.position.path, each.message) for each in _run(files, _about_neighbours("shop"), worlds=worlds).findings
    ]


def _pairs(on: type[Any]) -> AnyRule:
    """Speaks at each Service of a name that another has too, and names all of them."""

    def pairs(subject: Service | Graph, graph: Graph) -> Iterator[Finding]:
        for each in graph.of(Service) if isinstance(subject, Graph) else (subject,):
            others = [other for other in graph.of(Service) if other.name[0] == each.name[0] and other is not each]
            if others:
                names = ", ".join(other.name for other in others)
                related = tuple(Related(other.name_place, "here") for other in others)
                yield Finding(at=each.name_place, message=f"like {names}", related=related)

    return team(on, pairs)


@pytest.mark.parametrize("on", [Service, Graph])
@pytest.mark.parametrize(
    ("dev", "prod", "messages"),
    [
        ("apple", "box", ["like apple (in world dev)"]),
        ("apple", "acorn", ["like acorn (in world prod)", "like apple (in world dev)"]),
        ("box", "cup", []),
    ],
)
def test_what_is_shared_is_never_told_of_a_mixture_of_worlds(on: type[Any], dev: str, prod: str, messages: list[str]) -> None:
    files = tree(service("web", "a: b"), dev=service(dev, "a: b"), prod=service(prod, "a: b"), shared=service("ant", "a: b"))
    report = _run(files, _pairs(on))

    assert messages == [each.message for each in report.findings if each.position.path == "shared.yaml"]


def test_of_many_worlds_that_differ_a_few_are_told() -> None:
    overlays = {f"o{number}": service(f"ape{number}", "a: b") for number in range(5)}
    report = _run(tree(service("ant", "a: b"), **overlays), _pairs(Service))

    assert [
        "like ape0 (in world o0, and otherwise in 2 more)",
        "like ape1 (in world o1, and otherwise in 2 more)",
        "like ape2 (in world o2, and otherwise in 2 more)",
    ] == [each.message for each in report.findings if each.position.path == "base/base.yaml"]


@pytest.mark.parametrize("on", [Service, Graph])
def test_what_holds_without_any_world_is_told_as_it_is(on: type[Any]) -> None:
    files = tree(WEB, dev="", prod="", shared=service("ant", "a: b") + service("ape", "a: b"))

    assert ["like ape", "like ant"] == [each.message for each in _run(files, _pairs(on)).findings]
