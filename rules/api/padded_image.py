"""SVC179 padded-image."""

from svclint.api import (
    Edit,
    Finding,
    Fix,
    Graph,
    Iterator,
    Object,
    Pod,
    Severity,
    items_at,
    rule,
    scalar_at,
    stored_pod,
)

BAD = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  containers:
  - name: report
    image: "registry.example.com/report:2.0.1 "  # <- a space at the end
"""

GOOD = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  containers:
  - name: report
    image: "registry.example.com/report:2.0.1"
"""

FIXED = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  containers:
  - name: report
    image: "registry.example.com/report:2.0.1"  # <- a space at the end
"""


@rule(id="SVC179", name="padded-image", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def padded_image(each: Object, _graph: Graph) -> Iterator[Finding]:
    """The name of an image has white space around it.

    The API server refuses such a Pod. It takes a template with one, and then no pod can be made from it: a warning there.
    An image of nothing but blanks in a template is left alone: OpenShift fills it in.
    """
    pod = stored_pod(each)
    if pod is None:
        return
    alone = isinstance(each, Pod)
    for item in (*items_at(pod.spec, "containers"), *items_at(pod.spec, "initContainers")):
        node = scalar_at(item, "image")
        image = node.string if node is not None else None
        if node is None or image is None or image == image.strip() or not (alone or image.strip()):
            continue
        right = image.strip()
        yield Finding(
            at=node,
            message=f'image "{image}" begins or ends with white space' + ("" if alone else "; no pod can be made from this"),
            severity=None if alone else Severity.WARNING,
            fix=Fix("take the white space away", (Edit.of(node, f'"{right}"'),), safe=True) if right else None,
        )
