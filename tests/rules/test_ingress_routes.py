"""Ingresses: paths, classes, actions, canaries, annotations, and Services without a cluster IP."""

from __future__ import annotations

import pytest

from tests.rules.routing import GATEWAY, WEB, changed, told

CART = WEB.replace("web", "cart")
RELEASE = "---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\n"


def path(service: str, at: str = "/", kind: str = "Prefix", port: str = "name: http") -> str:
    """An item of `paths`."""
    return f"{{path: {at}, pathType: {kind}, backend: {{service: {{name: {service}, port: {{{port}}}}}}}}}"


def ingress(
    *paths: str, name: str = "shop", host: str = "a.example.com", spec: str = "ingressClassName: nginx", notes: str = ""
) -> str:
    """An Ingress with one rule."""
    rule = f"{{host: {host}, http: {{paths: [{', '.join(paths)}]}}}}"
    meta = f"{{name: {name}, namespace: shop, annotations: {{{notes}}}}}"
    return f"---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {meta}\nspec: {{{spec}, rules: [{rule}]}}\n"


TWICE = ingress(path("web")) + ingress(path("cart"), name="other")
SENDS = "sends / of a.example.com to Service cart:http, and an earlier path"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ingress(path("web"), path("cart")), [f"warning: Ingress shop {SENDS} sends it to Service web:http"]),
        (TWICE, [f"warning: Ingress other {SENDS} of Ingress shop sends it to Service web:http"]),
        (
            ingress(path("web", "/a", port="number: 80"), path("web", "/a/", port="number: 81")),
            [
                (
                    "warning: Ingress shop sends /a/ of a.example.com to Service "
                    "web:81, and an earlier path sends it to Service web:80"
                )
            ],
        ),
        (ingress(path("web"), path("web")), []),
        (ingress(path("web"), path("web", port="number: 80")), []),
        (ingress(path("web"), path("cart", kind="Exact")), []),
        (
            ingress(path("web", kind="Exact"), path("cart", kind="Exact")),
            [
                (
                    "warning: Ingress shop sends / of a.example.com to Service "
                    "cart:http, and an earlier path sends it to Service web:http"
                )
            ],
        ),
        (ingress(path("web"), path("web").replace("service:", "resource:")), []),
        (ingress(path("web")) + ingress(path("cart"), host="b.example.com", name="other"), []),
        (ingress(path("web")) + ingress(path("cart"), name="other", spec="ingressClassName: traefik"), []),
        (ingress(path("web")) + ingress(path("cart"), name="other", notes="nginx.ingress.kubernetes.io/canary: 'true'"), []),
        (ingress(path("web")) + ingress(path("cart"), name="other", notes="alb.ingress.kubernetes.io/group.name: b"), []),
        (ingress(path("web"), path("cart"), notes="nginx.ingress.kubernetes.io/canary: 'true'"), []),
    ],
)
def test_paths_given_twice(text: str, expected: list[str]) -> None:
    assert expected == told("SVC730", text)


def test_path_of_every_host_and_of_another_folder() -> None:
    text = ingress(path("web"), path("cart")).replace("host: a.example.com, ", "")

    assert [
        "warning: Ingress shop sends / of every host to Service cart:http, and an earlier path sends it to Service web:http"
    ] == told("SVC730", text)
    assert [] == told("SVC730", {"a/a.yaml": ingress(path("web")), "b/b.yaml": ingress(path("cart"), name="other")})


def test_old_groups_give_paths_twice_too() -> None:
    backends = "{backend: {serviceName: web, servicePort: 80}}, {path: /, backend: {serviceName: cart, servicePort: 80}}, 1"
    old = (
        "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: "
        f"{{name: shop}}\nspec: {{rules: [{{http: {{paths: [{backends}]}}}}]}}\n"
    )

    assert 1 == len(told("SVC730", old))


CLASS = (
    "---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: "
    "{name: nginx}\nspec: {controller: k8s.io/ingress-nginx}\n"
)
DEFAULT = CLASS.replace("{name: nginx}", "{name: nginx, annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}}")
NONE = "info: Ingress shop names no class; unless the cluster has a default one, no controller takes it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ingress(path("web"), spec="defaultBackend: null"), [NONE]),
        (ingress(path("web"), spec="defaultBackend: null") + CLASS, [NONE]),
        (ingress(path("web"), spec="defaultBackend: null") + DEFAULT, []),
        (ingress(path("web"), spec="defaultBackend: null", notes="kubernetes.io/ingress.class: nginx"), []),
        (ingress(path("web"), spec="defaultBackend: null", notes="kubernetes.io/ingress.class: ngnix") + CLASS, []),
        (ingress(path("web"), spec="defaultBackend: null", notes="networking.gke.io/managed-certificates: a"), []),
        (ingress(path("web"), spec="ingressClassName: traefik") + CLASS, []),
        (ingress(path("web")) + CLASS, []),
    ],
)
def test_class_of_an_ingress(text: str, expected: list[str]) -> None:
    assert expected == told("SVC731", text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ngnix", ["error: Ingress shop is of class ngnix, which does not exist; IngressClass nginx may be meant"]),
        ("nginx", []),
        ("traefik", []),
    ],
)
def test_class_that_is_a_slip(name: str, expected: list[str]) -> None:
    assert expected == told("SVC736", ingress(path("web"), spec=f"ingressClassName: {name}") + CLASS)
    assert [] == told("SVC736", ingress(path("web"), spec="defaultBackend: null") + CLASS)


ALIAS = (
    "---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: "
    "shop}\nspec: {type: ExternalName, externalName: web.example.net}\n"
)
HEADLESS = (
    "---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: "
    "shop}\nspec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}\n"
)
TO = "info: Ingress shop sends requests to Service web, which is"


@pytest.mark.parametrize(
    ("service", "class_name", "expected"),
    [
        (
            ALIAS,
            "nginx",
            [
                (
                    f"{TO} an ExternalName for web.example.net; the controller asks "
                    "DNS for its target, unless it runs with --disable-svc-external-name"
                )
            ],
        ),
        (ALIAS, "kong", [f"{TO} an ExternalName for web.example.net; not every controller follows one"]),
        (
            HEADLESS,
            "alb",
            [f"{TO} headless; the AWS controller needs node ports unless alb.ingress.kubernetes.io/target-type is ip"],
        ),
        (HEADLESS, "nginx", []),
        (WEB, "alb", []),
    ],
)
def test_services_without_a_cluster_ip(service: str, class_name: str, expected: list[str]) -> None:
    assert expected == told(
        "SVC732", service + CART + ingress(path("web"), path("none"), spec=f"ingressClassName: {class_name}")
    )


def test_headless_service_is_enough_for_addresses_and_another_service_is_none_of_it() -> None:
    by_address = ingress(path("web"), spec="ingressClassName: alb", notes="alb.ingress.kubernetes.io/target-type: ip")
    other = ingress(path("cart"), path("web").replace("service:", "resource:"), spec="ingressClassName: alb")

    assert [] == told("SVC732", HEADLESS + by_address)
    assert [] == told("SVC732", HEADLESS + CART + other)


def test_routes_to_an_alias() -> None:
    text = GATEWAY[: GATEWAY.index(WEB)] + ALIAS
    found = told("SVC732", changed(text, ("[{name: web, port: 80}]", "[{name: web, port: 80}, {kind: Bucket, name: web}]")))

    assert (
        "info: HTTPRoute web sends requests to Service web, which is an ExternalName for web.example.net; Gateway API advises"
        in found[0]
    )
    assert 2 == len(found)


ACTION = "alb.ingress.kubernetes.io/actions.NAME: '{}'"
ASKS = "error: Ingress shop has no annotation alb.ingress.kubernetes.io/actions.redirct, which the backend asks for"


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (ACTION.replace("NAME", "redirect"), [f"{ASKS}; there is redirect"]),
        (ACTION.replace("NAME", "redirct"), []),
        ("", [ASKS]),
    ],
)
def test_actions_that_no_annotation_describes(notes: str, expected: list[str]) -> None:
    paths = (
        path("redirct", port="name: use-annotation"),
        path("web"),
        path("web", port=""),
        path("web").replace("service:", "a:"),
    )

    assert expected == told("SVC733", ingress(*paths, notes=notes))


def test_action_may_come_by_a_kustomization() -> None:
    text = ingress(path("redirct", port="name: use-annotation"))

    assert ["info"] == [each.partition(":")[0] for each in told("SVC733", text, kustomizations=frozenset({""}))]


NGINX = "nginx.ingress.kubernetes.io"
NAMES = "of Ingress shop names Service"
FORWARD = '\'{{"type": "forward", "forwardConfig": {{"targetGroups": [{{"serviceName": "{0}", "servicePort": {1}}}]}}}}\''


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (f"{NGINX}/default-backend: cart", []),
        (
            f"{NGINX}/default-backend: crat",
            [f"error: {NGINX}/default-backend {NAMES} crat, which is not in namespace shop; the nearest is Service cart"],
        ),
        (
            f"{NGINX}/default-backend: payments",
            [f"warning: {NGINX}/default-backend {NAMES} payments, which is not in namespace shop"],
        ),
        (f"{NGINX}/auth-url: http://cart.shop.svc.cluster.local/auth", []),
        (
            f"{NGINX}/auth-url: https://cart.shop.svc.cluster.local/auth",
            [f"error: {NGINX}/auth-url {NAMES} cart with port 443, and the Service has port http (80)"],
        ),
        (
            f"{NGINX}/auth-url: http://cart.shop.svc:81",
            [f"error: {NGINX}/auth-url {NAMES} cart with port 81, and the Service has port http (80)"],
        ),
        (
            f"{NGINX}/auth-url: http://auth.infra.svc/",
            [
                (
                    f"info: {NGINX}/auth-url {NAMES} auth, which is not in these files - no Service of "
                    "namespace infra is given (pass its manifest too, or list it under external.services)"
                )
            ],
        ),
        (f"{NGINX}/auth-url: https://auth.example.com", []),
        (f"{NGINX}/auth-url: nonsense", []),
        (f"{NGINX}/auth-url: 5", []),
        (f"alb.ingress.kubernetes.io/actions.a: {FORWARD.format('cart', 80)}", []),
        (
            f"alb.ingress.kubernetes.io/actions.a: {FORWARD.format('cart', 81)}",
            [f"error: alb.ingress.kubernetes.io/actions.a {NAMES} cart with port 81, and the Service has port http (80)"],
        ),
        (f"alb.ingress.kubernetes.io/actions.a: {FORWARD.format('cart', 'null').replace('serviceName', 'ServiceName')}", []),
        (f"alb.ingress.kubernetes.io/actions.a: {FORWARD.format('', 80)}", []),
        ("alb.ingress.kubernetes.io/actions.a: '{'", []),
        ("alb.ingress.kubernetes.io/actions.a: '[]'", []),
        ("nginx.org/websocket-services: 'web, '", []),
        (
            "nginx.org/grpc-services: 'wbe'",
            [f"error: nginx.org/grpc-services {NAMES} wbe, which is no backend of it; there is web"],
        ),
        (
            "nginx.org/rewrites: 'serviceName=web rewrite=/;serviceName=payments rewrite=/b'",
            [f"warning: nginx.org/rewrites {NAMES} payments, which is no backend of it; there is web"],
        ),
        ("alb.ingress.kubernetes.io/conditions.web: '[]'", []),
        (
            "alb.ingress.kubernetes.io/conditions.wbe: '[]'",
            [f"error: alb.ingress.kubernetes.io/conditions.wbe {NAMES} wbe, which is no backend of it; there is web"],
        ),
        ("example.com/a: b", []),
    ],
)
def test_services_in_annotations(notes: str, expected: list[str]) -> None:
    assert expected == told("SVC734", WEB + CART + ingress(path("web"), notes=notes))


def test_annotations_for_an_alias_and_without_backends() -> None:
    alias = ingress(path("cart"), notes=f"{NGINX}/auth-url: http://web.shop.svc:81/")
    none = ingress(notes="nginx.org/grpc-services: wbe")

    assert [[], []] == [told("SVC734", ALIAS + text) for text in (alias, none)]


CANARY = f"{NGINX}/canary: 'true'"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ingress(path("web")) + ingress(path("cart"), name="new", notes=CANARY), []),
        (
            ingress(path("web")) + ingress(path("cart"), name="new", host="a.exmaple.com", notes=CANARY),
            [
                (
                    "error: Ingress new is a canary for / of a.exmaple.com, and "
                    "no main Ingress has that; Ingress shop is for a.example.com"
                )
            ],
        ),
        (
            ingress(path("web")) + ingress(path("cart", "/cart"), name="new", notes=CANARY),
            ["warning: Ingress new is a canary for /cart of a.example.com, and no main Ingress has that"],
        ),
        (
            ingress(path("cart"), name="new", notes=CANARY),
            [
                (
                    "info: Ingress new is a canary for / of a.example.com, and no main Ingress "
                    "has that - no other Ingress of its namespace is among the files given"
                )
            ],
        ),
        (ingress(path("web")) + ingress(path("cart"), name="new", notes=CANARY.replace("true", "false")), []),
    ],
)
def test_canaries_without_a_main_ingress(text: str, expected: list[str]) -> None:
    assert expected == told("SVC735", text)


def test_canary_in_an_open_world_is_in_doubt() -> None:
    text = ingress(path("web")) + ingress(path("cart", "/cart"), name="new", notes=CANARY)

    assert ["info"] == [each.partition(":")[0] for each in told("SVC735", text + RELEASE)]


ROLLOUT = """---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: web, namespace: NAMESPACE}
spec: {strategy: {canary: {trafficRouting: {alb: ROUTING}}}}
"""


@pytest.mark.parametrize(
    ("routing", "namespace", "expected"),
    [
        ("{ingress: shop}", "shop", 0),
        ("{ingresses: [other, shop]}", "shop", 0),
        ("{ingress: other}", "shop", 1),
        ("{ingress: shop}", "other", 1),
    ],
)
def test_a_rollout_writes_the_actions_of_its_ingress(routing: str, namespace: str, expected: int) -> None:
    text = ingress(path("redirct", port="name: use-annotation"))

    rollout = ROLLOUT.replace("ROUTING", routing).replace("NAMESPACE", namespace)
    assert expected == len(told("SVC733", text + rollout))


def test_an_action_called_like_a_service_may_be_that_of_a_rollout() -> None:
    root = "---\napiVersion: v1\nkind: Service\nmetadata: {name: root, namespace: shop}\nspec: {ports: [{port: 443}]}\n"

    (message,) = told("SVC733", ingress(path("root", port="name: use-annotation")) + root)

    assert "info: Ingress shop has no annotation" in message


def test_a_redirect_before_a_path_is_no_second_backend() -> None:
    redirect = path("ssl-redirect", port="name: use-annotation")

    assert [] == told("SVC730", ingress(redirect, path("web"), notes=ACTION.replace("NAME", "ssl-redirect")))
