"""`svclint dns`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.user import CLEAN, svclint, write


def test_records_are_shown(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    done = svclint("dns")

    assert (0, "") == (done.exit_code, done.stderr)
    assert [
        "NAME                                        TYPE   TARGET",
        "web.default.svc.cluster.local.              A      cluster IP",
        "_http._tcp.web.default.svc.cluster.local.   SRV    80 web.default.svc.cluster.local.",
    ] == done.stdout.splitlines()


def test_json_has_the_shape_of_the_contract(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN, ".svclint.yaml": "cluster-domain: k8s.example\n"})

    assert {
        "schema_version": 1,
        "zone": "k8s.example",
        "records": [
            {
                "name": "web.default.svc.k8s.example.",
                "type": "A",
                "source": "Service default/web",
                "targets": ["cluster IP"],
                "world": None,
            },
            {
                "name": "_http._tcp.web.default.svc.k8s.example.",
                "type": "SRV",
                "source": "Service default/web",
                "targets": ["80 web.default.svc.k8s.example."],
                "world": None,
            },
        ],
    } == json.loads(svclint("dns", "--format", "json").stdout)
    assert "cluster.local" == json.loads(svclint("dns", "--format", "json", "--isolated").stdout)["zone"]


def test_a_name_is_looked_up_from_a_namespace(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    from_there = svclint("dns", "--name", "web", "--from", "shop")
    from_here = svclint("dns", "--name", "web", "--namespace", "shop")

    assert (0, "web cannot be verified") == (from_there.exit_code, from_there.stdout.splitlines()[-2])
    assert "  there is web.default.svc.cluster.local (cluster IP)" == from_there.stdout.splitlines()[-1]
    assert (0, "web answers") == (from_here.exit_code, from_here.stdout.splitlines()[-1])


def test_a_name_as_json(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    query = json.loads(svclint("dns", "--name", "wbe", "--format", "json").stdout)["query"]

    assert ("wbe", "default", "absent", ["web.default.svc.cluster.local."]) == (
        query["name"],
        query["from"],
        query["outcome"],
        query["near"],
    )
    assert {
        "name": "wbe.default.svc.cluster.local.",
        "outcome": "absent",
        "because": "there is no Service wbe in namespace default; the nearest is web",
    } == query["steps"][0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--name", "http://web:80/x"),
            'expected a DNS name without scheme, port and path, not "http://web:80/x"; did you mean "web"?',
        ),
        (("--name", "web:80"), 'did you mean "web"?'),
        (("--name", ""), 'expected a DNS name without scheme, port and path, not ""'),
        (("--name", "web", "--from", "Shop"), "expected a namespace"),
        (("--from", "shop"), "give the name with --name"),
    ],
)
def test_mistakes_of_usage_end_with_2(options: tuple[str, ...], message: str, folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    done = svclint("dns", *options)

    assert 2 == done.exit_code
    assert message in " ".join(done.stderr.split())


def test_nothing_to_read_ends_with_2_unless_allowed() -> None:
    assert 2 == svclint("dns").exit_code
    assert (0, "") == ((done := svclint("dns", "--allow-empty")).exit_code, done.stdout)


def test_what_is_missing_from_the_picture_is_said_on_standard_error(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN, "bad.yaml": "apiVersion: v1\nkind: [\n"})

    assert "svclint: 1 file could not be read" in svclint("dns").stderr
    assert "svclint: 1 file could not be read" in svclint("dns", "--name", "web").stderr
    assert "" == svclint("dns", "--format", "json").stderr
