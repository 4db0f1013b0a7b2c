"""`svclint endpoints`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.user import BROKEN, CLEAN, PODS, process, svclint, write


def test_who_answers_is_shown(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    done = svclint("endpoints")

    assert (0, "") == (done.exit_code, done.stderr)
    assert [
        "NAMESPACE   NAME   TYPE        PORTS          BACKENDS",
        "default     web    ClusterIP   http 80→8080   Deployment/web \N{MULTIPLICATION SIGN}1",
    ] == (done.stdout.splitlines())


def test_json_has_the_shape_of_the_contract(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    assert {
        "schema_version": 1,
        "services": [
            {
                "namespace": "shop",
                "name": "web",
                "type": "ClusterIP",
                "headless": False,
                "port_names": ["http"],
                "verdict": "matched",
                "backends": [
                    {
                        "kind": "Deployment",
                        "namespace": "shop",
                        "name": "web",
                        "replicas": 1,
                        "ports": [{"name": "http", "protocol": "TCP", "port": 8080}],
                        "missing_ports": [],
                    }
                ],
                "because": None,
                "notes": [],
                "world": None,
            }
        ],
    } == json.loads(svclint("endpoints", "--format", "json", "--namespace", "shop").stdout)


def test_the_status_is_0_whatever_is_missing(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    done = svclint("endpoints", "web.yaml")

    assert 0 == done.exit_code
    assert "default/web: no pod of namespace default carries app: wbe; Deployment web has app: web" in done.stdout


def test_standard_input_is_read(folder: Path) -> None:
    assert "Deployment/web" in process("endpoints", "-", cwd=folder, stdin=CLEAN).stdout


def test_a_rejected_object_is_told(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN.replace("port: 80\n", "port: 0\n")})

    assert "the API server would reject Service web as it is written: " in svclint("endpoints").stdout


def test_nothing_to_read_ends_with_2_unless_allowed() -> None:
    assert 2 == svclint("endpoints").exit_code
    assert "no Kubernetes object found in ." in svclint("endpoints").stderr
    assert (0, "") == ((done := svclint("endpoints", "--allow-empty")).exit_code, done.stdout)


def test_what_is_missing_from_the_picture_is_said_on_standard_error(folder: Path) -> None:
    write(
        folder,
        {
            "web.yaml": CLEAN,
            "bad.yaml": "apiVersion: v1\nkind: [\n",
            "a.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ name }}\n",
            "b.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ other }}\n",
        },
    )

    assert [
        "svclint: 1 file could not be read, wholly or in part: `svclint files` lists it with the reason",
        "svclint: 2 files left out, wholly or in part: `svclint files` lists them with the reason",
    ] == svclint("endpoints").stderr.splitlines()
    assert "" == svclint("endpoints", "--format", "json").stderr


def test_files_without_a_service_are_told_apart(folder: Path) -> None:
    write(folder, {"pods.yaml": PODS})

    done = svclint("endpoints")

    assert (0, "", "svclint: no Service is among the files\n") == (done.exit_code, done.stdout, done.stderr)


def test_mistakes_of_usage_end_with_2(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    assert 2 == svclint("endpoints", "--format", "sarif").exit_code
    assert 2 == svclint("endpoints", "nowhere").exit_code
    assert 2 == svclint("endpoints", "--kubernetes-version", "1.5").exit_code
