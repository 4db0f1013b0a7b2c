"""What holds for every world: the order of the files, copies side by side, and the cost of more of the same."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svclint.catalogue.loader import load_rules
from svclint.engine.report import Report
from svclint.engine.run import run_rules, subjects_in
from svclint.engine.selection import Choice, select_rules
from tests.graph.worlds import graph_of, service, workload
from tests.linting import EVERYTHING, lint

NAMES = ("web", "wbe", "shop-web", "db")
RULES = load_rules()
GRAPH = Choice(select=("selector", "port", "dns", "endpoints", "reference", "network-policy"))


def config(name: str, host: str) -> str:
    return f"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: NS}}\ndata: {{url: 'http://{host}:80/x'}}\n"


def endpoints(name: str) -> str:
    return (
        f"---\napiVersion: v1\nkind: Endpoints\nmetadata: {{name: {name}, namespace: NS}}\n"
        "subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{name: pg, port: 5432}]}]\n"
    )


def stateful(name: str, governing: str) -> str:
    spec = f"serviceName: {governing}, replicas: 2"
    return workload(name, f"app: {name}", kind="StatefulSet", namespace="NS", spec=spec)


def identity(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"kind: \w+|{name: [\w-]+", text)[:2])


NAME = st.sampled_from(NAMES)
SELECTOR = NAME.map("app: {}".format)
PORTS = st.sampled_from(["{port: 80}", "{name: pg, port: 80, targetPort: http}", "{port: 80, targetPort: 8080, protocol: UDP}"])
DECLARED = st.sampled_from(["{name: http, containerPort: 8080}", "{containerPort: 80}", "{name: htpp, containerPort: 80}"])
OBJECT = st.one_of(
    st.builds(lambda name, selector, ports: service(name, selector, namespace="NS", ports=ports), NAME, SELECTOR, PORTS),
    st.builds(lambda name: service(name, "", namespace="NS", ports="{name: pg, port: 1}").replace("selector: {}, ", ""), NAME),
    st.builds(lambda name, labels, ports: workload(name, labels, namespace="NS", ports=ports), NAME, SELECTOR, DECLARED),
    st.builds(config, NAME, st.sampled_from([*NAMES, "web-svc", "db-0.db", "wbe.NS.svc", "db-7.db.NS.svc.cluster.local"])),
    st.builds(endpoints, NAME),
    st.builds(stateful, NAME, NAME),
)
WORLD = st.lists(OBJECT, min_size=1, max_size=6)
UNIQUE = st.lists(OBJECT, min_size=1, max_size=6, unique_by=identity)
"""No two objects of one kind and name: of those the one that is applied last stays."""


def seen(report: Report) -> list[tuple[str, int, str, str, list[str]]]:
    """Every finding. The lists inside messages follow the input, so the words of a message count in any order."""
    return [
        (each.position.path, each.position.line, each.rule.id, str(each.severity), sorted(re.findall(r"[\w-]+", each.message)))
        for each in report.findings
    ]


@settings(max_examples=25)
@given(UNIQUE, st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_read_changes_nothing(objects: list[str], random: object) -> None:
    files = [(f"{number}.yaml", text.replace("NS", "shop")) for number, text in enumerate(objects)]
    shuffled = list(files)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives its own class

    assert seen(lint(dict(files), rules=RULES)) == seen(lint(dict(shuffled), rules=RULES))


@settings(max_examples=25)
@given(WORLD, st.integers(min_value=2, max_value=3))
def test_copies_in_namespaces_of_their_own_have_as_many_findings_each(objects: list[str], copies: int) -> None:
    def world(count: int) -> dict[str, str]:
        spaces = ("alpha", "bravo", "gamma")[:count]
        return {f"{space}/{n}.yaml": text.replace("NS", space) for space in spaces for n, text in enumerate(objects)}

    one = Counter((each.rule.id, str(each.severity)) for each in lint(world(1), rules=RULES).findings)
    many = Counter((each.rule.id, str(each.severity)) for each in lint(world(copies), rules=RULES).findings)

    assert {key: number * copies for key, number in one.items()} == many


def pairs(count: int, selector: str, port: str = "{port: 80}") -> str:
    found = (service(f"s{n}", f"app: {selector.format(n)}", ports=port) + workload(f"s{n}", f"app: s{n}") for n in range(count))
    return "".join(found)


def named(count: int, host: str) -> str:
    return pairs(count, "s{}") + "".join(config(f"c{n}", host.format(n)).replace("NS", "default") for n in range(count))


def strays(count: int) -> str:
    return "".join(
        service(f"e{n}", "").replace("selector: {}, ", "") + endpoints(f"e{n}x").replace("NS", "default") for n in range(count)
    )


def sets(count: int) -> str:
    return "".join(
        service(f"d{n}", f"app: d{n}") + stateful(f"d{n}", f"d{n}q").replace("NS", "default") + named_peer(n)
        for n in range(count)
    )


def named_peer(number: int) -> str:
    return config(f"c{number}", "d0-9.d0").replace("NS", "default")


def route(number: int, text: str) -> str:
    return (
        f"---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: r{number}, namespace: other}}\n"
        f"spec: {{parentRefs: [{{name: gw}}], rules: [{{backendRefs: [{{name: {text}, namespace: default, port: 80}}]}}]}}\n"
    )


def grant(number: int, text: str) -> str:
    return (
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: ReferenceGrant\n"
        f"metadata: {{name: g{number}, namespace: default}}\n"
        "spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: third}],"
        f" to: [{{group: '', kind: Service, name: {text}}}]}}\n"
    )


def grants(count: int) -> str:
    return pairs(count, "s{}") + "".join(route(n, f"s{n}") + grant(n, f"s{n}q") for n in range(count))


def policy(number: int, labels: str) -> str:
    return (
        f"---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p{number}, namespace: default}}\n"
        f"spec: {{podSelector: {{{labels}}}, policyTypes: [Ingress, Egress],"
        " ingress: [{ports: [{port: 8080}]}], egress: [{ports: [{port: 8080}]}]}\n"
    )


def policies(count: int) -> str:
    return pairs(count, "s{}") + "".join(policy(n, "") for n in range(count))


def varying(count: int) -> str:
    """Pods of one of several values under a label, and Services that miss them by another value."""
    clusters = (
        f"---\napiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {{name: d{n}, namespace: default}}\n"
        "spec: {instances: 3, storage: {size: 1Gi}}\n" + service(f"q{n}", f"cnpg.io/cluster: d{n}, role: primry")
        for n in range(count)
    )
    return "".join(clusters)


WORLDS: dict[str, Callable[[int], str]] = {
    "good": lambda count: pairs(count, "s{}"),
    "selectors": lambda count: pairs(count, "s{}x"),
    "targets": lambda count: pairs(count, "s{}", "{port: 80, targetPort: http}"),
    "texts": lambda count: named(count, "s{}q.default.svc"),
    "ports": lambda count: named(count, "s{}.default.svc.cluster.local:81"),
    "endpoints": strays,
    "sets": sets,
    "grants": grants,
    "policies": policies,
    "varying": varying,
}


@pytest.mark.parametrize("kind", WORLDS)
def test_twice_the_objects_take_about_twice_the_work(kind: str) -> None:
    """Counted in calls of functions: a table that is searched from end to end for each object shows as four times."""
    once, twice = (calls(WORLDS[kind](count)) for count in (60, 120))

    assert twice < 2.7 * once


def calls(text: str) -> int:
    count = 0

    def counted(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    rules = select_rules(RULES, GRAPH)
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        graph = graph_of(text)
        outcome = run_rules(rules, graph, subjects_in(graph))
    finally:
        sys.setprofile(before)
    assert outcome.crashes == ()
    return count


def test_services_that_share_their_pods_do_not_list_them_all() -> None:
    text = "".join(service(f"s{n}", "app: all", ports="{port: 80, targetPort: htpp}") for n in range(30)) + "".join(
        workload(f"w{n}", "app: all", ports="{name: http, containerPort: 8080}") for n in range(30)
    )
    report = lint(text, choice=EVERYTHING, rules=RULES)

    assert report.findings
    assert max(len(each.related) for each in report.findings) <= 5
    assert max(len(each.message) for each in report.findings) < 400
