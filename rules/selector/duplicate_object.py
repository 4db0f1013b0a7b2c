"""SVC206 duplicate-object."""

from svclint.api import Finding, Graph, Iterator, Mapping, Node, Object, Related, Scalar, Sequence, Service, Severity, rule

BAD = """
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {level: debug}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings  # <- the one above is lost
data: {level: info}
"""

GOOD = BAD.replace("name: settings  # <- the one above is lost", "name: more-settings")


@rule(id="SVC206", name="duplicate-object", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD)
def duplicate_object(graph: Graph, _: Graph) -> Iterator[Finding]:
    """Two objects of one kind, name and namespace say different things.

    The one that is applied later replaces the other, so that the order of files decides what runs. In one file that is
    always a mistake; in several files they may be alternatives of which one is applied, which is only noted.
    """
    for objects in graph.index.by_name.values():
        if len(objects) > 1 and objects[0].name:
            yield from _differences(objects)


def _differences(objects: list[Object]) -> Iterator[Finding]:
    """One finding for each object that differs from the one before it that it is nearest to: of its file, else the first."""
    before: dict[str, Object] = {}
    for each in objects:
        path = each.document.source.path
        other = before.get(path) or next(iter(before.values()), None)
        before[path] = each
        if other is not None and not _same(other, each):
            yield _finding(other, each)


def _finding(first: Object, second: Object) -> Finding:
    here = first.document.source is second.document.source
    place = "above" if here else f"in {first.document.source.path}"
    field = _difference(first.node, second.node) or "content"
    assumed = second if second.written_namespace is None else first
    return Finding(
        at=second.name_place,
        message=f"{second.title} is also {place}, with another {field}; the one applied last stays",
        related=(Related(first.name_place, f"{first.title} for the first time"),),
        doubt=None
        if first.written_namespace == second.written_namespace
        else f"{assumed.title} gives no namespace in one of the two, so `kubectl -n` decides (write metadata.namespace)",
        severity=None if here else Severity.WARNING if _break_each_other(first, second) else Severity.INFO,
    )


def _break_each_other(first: Object, second: Object) -> bool:
    """Whether files that are applied together, being in one folder, disagree about how a Service is reached.

    Steps and variants of a tutorial keep its ports and its selector.
    """
    if not isinstance(first, Service) or not isinstance(second, Service):
        return False
    folders = {each.document.source.path.rpartition("/")[0] for each in (first, second)}
    numbers, others = ({(port.port, port.protocol) for port in each.ports} for each in (first, second))
    return len(folders) == 1 and (numbers.isdisjoint(others) or first.selector != second.selector)


def _difference(one: Node | None, other: Node | None) -> str:
    """The deepest field in which all differences of two objects lie: `spec.ports`."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return ""
    names = [name for name in {**one.values, **other.values} if _content(one.get(name)) != _content(other.get(name))]
    if len(names) > 1:
        return ""
    below = _difference(one.get(names[0]), other.get(names[0]))
    return f"{names[0]}.{below}" if below else names[0]


def _same(first: Object, second: Object) -> bool:
    texts = [each.document.source.text[each.node.start : each.node.end] for each in (first, second)]
    return texts[0] == texts[1] or _content(first.node) == _content(second.node)


def _content(node: Node | None) -> object:
    """What the server would read: quotes, comments and the order of keys make no difference."""
    if isinstance(node, Mapping):
        return {name: _content(value) for name, value in node.items()}
    if isinstance(node, Sequence):
        return [_content(item) for item in node.items]
    return node.value if isinstance(node, Scalar) else None
