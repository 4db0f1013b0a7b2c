"""Build `docs/pod-producers.md` from `schemas/pod-producers.json`.

    python tools/build_producers_page.py [--check]

`--check` compares and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from svclint.model.producer_table import shipped_rows
from svclint.producers import DeclaredPort, MadeService, PodSet, Producer

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pod-producers.md"
INTRODUCTION = """# Pods and Services of custom resources

svclint knows the pods of every workload of Kubernetes, and of anything that keeps a pod template where a Deployment does. For
the kinds below it also knows which labels, ports and Services their controllers add, so that a Service that selects such pods,
or an Ingress that leads to such a Service, is answered instead of doubted. The page is made of
[`schemas/pod-producers.json`](../schemas/pod-producers.json); each row has its source there.

`{name}` and `{namespace}` stand for those of the object, `{spec.field}` for one of its fields, `{part.field}` for one of the
part that describes the pods, `|` for a default, and `*` for anything. Where a kind is *open*, its controller may set further
labels and make further Services: a selector that the table does not decide stays unverifiable.

## Your own kinds

`pod-producers` in `.svclint.yaml` takes kinds, whose objects then may have any pods, and rows with the fields of the table:

```yaml
pod-producers:
  - Fleet.example.com
  - kind: Database.example.com
    open: true
    pods:
      - labels: {example.com/database: "{name}", example.com/role: [primary, replica]}
        labels-from: [spec.podLabels]
        ports: [{name: sql, number: 5432}]
        replicas: spec.size|1
    services:
      - name: "{name}-rw"
```

A port whose number the object decides has a `number-from: spec.port|5432` instead. Further fields of `pods` are `name` (what
tells one set of pods from another), `part` (the path of what describes them, with `[*]` for each item of a list), `template`
(the path of their `metadata` and `spec`), `template-of` (the path of a reference to the workload whose template they take) and
`scaled-down-if`. A row of your own takes the place of the shipped one.

## Known kinds
"""


def page(rows: Iterable[Producer]) -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(line for row in sorted(rows, key=lambda each: each.title.lower()) for line in _row(row))])


def _row(row: Producer) -> Iterator[str]:
    yield f"### {row.kind} ({row.group})\n"
    yield f"{'Open. ' if row.open else ''}[Source]({row.source})\n"
    for pods in row.pods:
        yield from _pods(pods)
    if row.services:
        yield f"* Services: {', '.join(map(_service, row.services))}"
    yield ""


def _pods(pods: PodSet) -> Iterator[str]:
    yield f"* Pods{_code(' ', [pods.name])}{_code(' for ', [pods.part])}"
    facts = {
        "template": _code("", filter(None, [pods.template, pods.template_of])),
        "labels": ", ".join(f"`{key}: {' / '.join(values)}`" for key, values in pods.labels),
        "labels from": _code("", pods.labels_from),
        "ports": ", ".join(map(_port, pods.ports)),
        "replicas": _code("", [pods.replicas]),
    }
    yield from (f"  * {title}: {text}" for title, text in facts.items() if text)


def _port(each: DeclaredPort) -> str:
    return f"`{f'{each.name} {each.number_from or each.number}'.strip()}/{each.protocol}`"


def _service(made: MadeService) -> str:
    ports = f" ({', '.join(made.ports)})" if made.ports else ""
    return f"`{made.name}`{_code(' for ', [made.part])}{ports}{', headless' if made.headless else ''}"


def _code(before: str, words: Iterable[str]) -> str:
    shown = ", ".join(f"`{each}`" for each in words if each)
    return f"{before}{shown}" if shown else ""


def main(arguments: Sequence[str]) -> int:
    """Write the page, or tell with 1 that it is out of date."""
    parser = argparse.ArgumentParser(description="Build docs/pod-producers.md")
    parser.add_argument("--check", action="store_true")
    text = page(shipped_rows())
    if parser.parse_args(arguments).check:
        return int(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
