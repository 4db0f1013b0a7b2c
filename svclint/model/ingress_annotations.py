"""Services that annotations of an Ingress name; each controller has its own.

https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/,
https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/,
https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from svclint.syntax.nodes import Scalar
from svclint.syntax.places import mapping_at

if TYPE_CHECKING:
    from svclint.model.ingress import Ingress

ACTIONS = "alb.ingress.kubernetes.io/actions."
CANARY = "nginx.ingress.kubernetes.io/canary"
_CONDITIONS = "alb.ingress.kubernetes.io/conditions."
_DEFAULT_BACKEND = "nginx.ingress.kubernetes.io/default-backend"
_AUTH_URL = "nginx.ingress.kubernetes.io/auth-url"
_LISTS = frozenset({"nginx.org/websocket-services", "nginx.org/ssl-services", "nginx.org/grpc-services"})
_PAIRS = frozenset({"nginx.org/rewrites", "nginx.com/sticky-cookie-services"})
_URL = re.compile(r"https?://([a-z0-9.-]+)(?::([0-9]{1,5}))?(?:[/?].*)?")
_SERVICE_OF_PAIR = re.compile(r"(?:^|;)\s*serviceName=([^\s;]+)")
_CLUSTER_HOST = re.compile(r"([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\..+)?")


class AnnotatedService(NamedTuple):
    """A Service in an annotation: `at` is the value, `namespace` None for that of the Ingress, `port` None where none is named.

    `own`: it can only be one of the Ingress's own backends, to which the annotation adds something.
    """

    annotation: str
    at: Scalar
    name: str
    namespace: str | None = None
    port: str | None = None
    own: bool = False


def annotated_services(ingress: Ingress) -> Iterator[AnnotatedService]:
    """Every Service that the annotations of an Ingress name."""
    annotations = mapping_at(ingress.metadata, "annotations")
    for name, value in annotations.items() if annotations is not None else ():
        if isinstance(value, Scalar) and value.string:
            yield from _services(name, value, value.string)


def _services(annotation: str, at: Scalar, text: str) -> Iterator[AnnotatedService]:
    if annotation == _DEFAULT_BACKEND:
        yield AnnotatedService(annotation, at, text)
    elif annotation == _AUTH_URL:
        yield from _of_url(annotation, at, text)
    elif annotation in _LISTS:
        yield from (AnnotatedService(annotation, at, each.strip(), own=True) for each in text.split(",") if each.strip())
    elif annotation in _PAIRS:
        yield from (AnnotatedService(annotation, at, each, own=True) for each in _SERVICE_OF_PAIR.findall(text))
    elif annotation.startswith(_CONDITIONS):
        yield AnnotatedService(annotation, at, annotation.removeprefix(_CONDITIONS), own=True)
    elif annotation.startswith(ACTIONS):
        yield from (AnnotatedService(annotation, at, name, None, port) for name, port in _forwarded(text))


def _of_url(annotation: str, at: Scalar, text: str) -> Iterator[AnnotatedService]:
    """A host of the cluster; the controller's own name resolution decides about every other."""
    url = _URL.fullmatch(text)
    host = _CLUSTER_HOST.fullmatch(url[1]) if url else None
    if url and host:
        port = url[2] or ("443" if text.startswith("https") else "80")
        yield AnnotatedService(annotation, at, host[1], host[2], port)


def _forwarded(text: str) -> Iterator[tuple[str, str | None]]:
    """The Services of the target groups of an action, with their ports."""
    try:
        action = _lowered(json.loads(text))
    except ValueError:
        return
    groups = action.get("forwardconfig", {}).get("targetgroups", []) if isinstance(action, dict) else []
    for each in groups:
        name, port = each.get("servicename"), each.get("serviceport")
        if isinstance(name, str) and name:
            yield name, None if port is None else str(port)


def _lowered(value: Any) -> Any:  # noqa: ANN401 - plain JSON of any shape
    """The same with the keys in lower case: the controller takes `serviceName` and `ServiceName`."""
    if isinstance(value, dict):
        return {key.lower(): _lowered(each) for key, each in value.items()}
    return [_lowered(each) for each in value] if isinstance(value, list) else value
