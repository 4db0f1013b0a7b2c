"""How far svclint is from parsing alone, and whether twice the manifests take twice the work.

Usage: python benchmarks/speed.py [COUNT] [WORLD ...]

Every world is made anew, COUNT objects of a kind and then twice as many. Parsing alone is libyaml's: the same files composed
into nodes, in a process of its own, in the same run. All times are CPU seconds of whole processes, start-up included.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
PARSING = """
import pathlib, sys
from ruamel.yaml.cyaml import CParser
from ruamel.yaml.resolver import Resolver
class Loader(CParser, Resolver):
    def __init__(self, text):
        CParser.__init__(self, text)
        self._parser = self._composer = self
        Resolver.__init__(self, loadumper=self)
for path in pathlib.Path(sys.argv[1]).glob("*.yaml"):
    loader = Loader(path.read_text(encoding="utf-8"))
    while loader.check_node():
        loader.get_node()
"""
NOTHING = "kind: ConfigMap\napiVersion: v1\nmetadata: {name: settings}\n"


class Cost(NamedTuple):
    """CPU seconds and MiB at the peak of one process."""

    seconds: float
    memory: float


def service(name: str, selected: str, target: str = "http", namespace: str = "shop") -> str:
    """A Service with one port."""
    return f"""---
apiVersion: v1
kind: Service
metadata: {{name: {name}, namespace: {namespace}}}
spec:
  selector: {{app: {selected}}}
  ports: [{{name: http, port: 80, targetPort: {target}}}]
"""


def deployment(name: str, app: str, namespace: str = "shop") -> str:
    """A Deployment whose pods declare one port."""
    return f"""---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, namespace: {namespace}}}
spec:
  replicas: 2
  selector: {{matchLabels: {{app: {app}}}}}
  template:
    metadata: {{labels: {{app: {app}}}}}
    spec:
      containers:
      - name: main
        image: registry.example.com/{app}:1.0.0
        ports: [{{name: http, containerPort: 8080}}]
        readinessProbe: {{httpGet: {{path: /healthz, port: http}}}}
"""


def ingress(name: str, backend: str) -> str:
    """An Ingress with one backend."""
    return f"""---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{name: {name}, namespace: shop}}
spec:
  ingressClassName: nginx
  rules:
  - host: {name}.example.com
    http: {{paths: [{{path: /, pathType: Prefix, backend: {{service: {{name: {backend}, port: {{number: 80}}}}}}}}]}}
"""


def policy(name: str, app: str, peer: str) -> str:
    """A NetworkPolicy that lets the pods of one app in to those of another."""
    return f"""---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{name: {name}, namespace: shop}}
spec:
  podSelector: {{matchLabels: {{app: {app}}}}}
  policyTypes: [Ingress]
  ingress: [{{from: [{{podSelector: {{matchLabels: {{app: {peer}}}}}}}], ports: [{{port: 8080}}]}}]
"""


def config(name: str, host: str) -> str:
    """A ConfigMap that names a host."""
    return (
        f"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: shop}}\ndata: {{url: 'http://{host}/'}}\n"
    )


def pair(number: int) -> str:
    """A Service and its Deployment."""
    return service(f"app{number}", f"app{number}") + deployment(f"app{number}", f"app{number}")


WORLDS: dict[str, Callable[[int], str]] = {
    "right": pair,
    "selectors": lambda n: service(f"app{n}", f"app{n}x") + deployment(f"app{n}", f"app{n}"),
    "ports": lambda n: service(f"app{n}", f"app{n}", "htpp") + deployment(f"app{n}", f"app{n}"),
    "shared": lambda n: service(f"app{n}", "all") + deployment(f"app{n}", "all"),
    "ingresses": lambda n: pair(n) + ingress(f"app{n}", f"app{n}x"),
    "policies": lambda n: pair(n) + policy(f"app{n}", f"app{n}", f"app{n + 1}"),
    "names": lambda n: pair(n) + config(f"app{n}", f"app{n}x.shop.svc:80"),
    "namespaces": lambda n: service("web", "web", namespace=f"shop{n}") + deployment("web", "web", f"shop{n}"),
}
"""What one step adds to each world; "right" and "namespaces" have nothing to find, the others go wrong at every step."""


def cost(command: list[str]) -> Cost:
    """Run a command to its end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=HERE.parent)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit status {process.returncode}: {' '.join(command)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measured(folder: Path, text: str) -> tuple[Cost, Cost]:
    """What parsing alone costs, and what svclint costs."""
    folder.mkdir()
    (folder / "all.yaml").write_text(text, encoding="utf-8")
    parsing = cost([sys.executable, "-c", PARSING, str(folder)])
    command = ["check", str(folder), "--isolated", "--exit-zero", "--format", "json"]
    return parsing, cost([sys.executable, "-m", "svclint", *command])


def main() -> None:
    """Print a row for each world; growth leaves out what a run costs that has nothing to do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("worlds", nargs="*", metavar="world", help=", ".join(WORLDS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        idle = measured(folder / "idle", NOTHING)[1].seconds
        print(f"start-up {idle:.2f} s\nworld       seconds  to parsing  growth of time  of memory")
        for world in options.worlds or WORLDS:
            texts = ("".join(map(WORLDS[world], range(count))) for count in (options.count, 2 * options.count))
            (_, once), (parsing, twice) = (measured(folder / f"{world}{step}", text) for step, text in enumerate(texts))
            growth = (twice.seconds - idle) / (once.seconds - idle)
            ratio, memory = twice.seconds / parsing.seconds, twice.memory / once.memory
            print(f"{world:<11} {twice.seconds:>7.2f} {ratio:>11.2f} {growth:>15.2f} {memory:>10.2f}", flush=True)


if __name__ == "__main__":
    main()
