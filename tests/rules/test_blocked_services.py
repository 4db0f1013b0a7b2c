"""Services behind policies: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.settings import External, Settings
from tests.graph.policies import DNS, egress, ingress, pods, policy
from tests.graph.worlds import service, workload
from tests.linting import lint
from tests.rules.naming import found, only, place, severities

HTTPS = "{name: https, port: 443, targetPort: tls}"
GATE = workload("gate", "app: gate", ports="{name: tls, containerPort: 8443}") + service("gate", "app: gate", ports=HTTPS)
CART = workload("cart", "app: cart", ports="{containerPort: 8080}, {containerPort: 9102}")
CART += service("cart", "app: cart", ports="{name: http, port: 80, targetPort: 8080}")
TWO = CART.replace("targetPort: 8080}", "targetPort: 8080}, {name: metrics, port: 9102}")


def test_nobody_is_let_in() -> None:
    text = CART + ingress("p", "app: cart", "{ports: [{port: 9102}]}")

    assert (
        "warning: nobody gets to port http (80) of Service cart, which leads to 8080 in the pods: "
        "NetworkPolicy p isolates the pods, and no rule opens port 8080"
    ) == only("SVC803", text)
    assert ["80"] == place("SVC803", text)
    assert ["warning"] == severities("SVC803", CART + ingress("p", "app: cart"))
    several = CART.replace("targetPort: 8080", "targetPort: 80") + ingress("p", "app: cart") + ingress("q", "app: cart")
    assert (
        "warning: nobody gets to port http (80) of Service cart: "
        "NetworkPolicy p and NetworkPolicy q isolate the pods, and no rule opens port 80"
    ) == only("SVC803", several)


@pytest.mark.parametrize(
    "more",
    [
        "",
        policy("deny", "podSelector: {}"),
        policy("deny", "podSelector: {}, policyTypes: [Ingress, Egress]"),
        ingress("p", "app: cart", "{}"),
        ingress("p", "app: cart", "{ports: [{port: 8080}]}"),
        ingress("p", "app: cart", "{from: [{podSelector: {}}]}"),
        ingress("p", "app: cart", "{from: [{podSelector: {}}], ports: [{port: 1, endPort: 9000}]}"),
        policy("deny", "podSelector: {}") + ingress("p", "app: cart", "{ports: [{port: 8080}]}"),
        ingress("p", "app: other"),
        egress("p", "app: cart"),
    ],
)
def test_somebody_may_be_let_in(more: str) -> None:
    assert [] == found("SVC803", CART + more)


def test_a_denial_for_all_is_meant_where_its_exceptions_are_here() -> None:
    deny = policy("deny", "podSelector: {}")

    assert ["warning"] == severities("SVC803", CART + deny + ingress("other", "app: other", "{}"))
    assert [] == found("SVC803", CART + deny + egress("other", "app: other", "{}"))


def test_one_of_several_ports_may_be_shut_on_purpose() -> None:
    text = TWO + ingress("p", "app: cart", "{ports: [{port: 8080}]}")
    told = workload("web", "app: web").replace("image: 'web:1'", "image: a, env: [{name: CART, value: 'http://cart:9102'}]")

    assert ["info"] == severities("SVC803", text)
    assert ["warning"] == severities("SVC803", text + told)
    assert ["warning", "warning"] == severities("SVC803", TWO + ingress("p", "app: cart"))


def test_a_wrong_number_is_said_of_the_policy() -> None:
    assert [] == found("SVC803", CART + ingress("p", "app: cart", "{ports: [{port: 80}]}"))
    assert [] == found("SVC803", CART + ingress("p", "app: cart", "{ports: [{port: http}]}"))
    declared = CART.replace("{containerPort: 9102}", "{containerPort: 80}")
    assert ["warning"] == severities("SVC803", declared + ingress("p", "app: cart", "{ports: [{port: 80}]}"))


def test_services_without_pods_or_policies() -> None:
    assert [] == found("SVC803", service("cart", "app: cart") + ingress("p", "app: cart"))
    alias = "---\n{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: ExternalName, externalName: example.com}}\n"
    assert [] == found("SVC803", CART.replace("targetPort: 8080", "targetPort: web") + alias + ingress("p", "app: cart"))


def test_policies_that_the_files_do_not_show() -> None:
    closed = CART + ingress("p", "app: cart")
    elsewhere = Settings(external=External(namespaces=frozenset({"default"})))

    assert [("info", "namespace default is managed elsewhere, the configuration says")] == [
        each[::2] for each in found("SVC803", closed, elsewhere)
    ]


WEB = workload("web", "app: web").replace("image: 'web:1'", "image: a, env: [{name: CART, value: 'http://cart:80'}]")


def test_a_program_that_is_told_the_name_is_not_let_in() -> None:
    allow = ingress("p", "app: cart", f"{{from: [{{{pods('app: shop')}}}]}}")

    assert (
        "warning: Deployment web cannot connect to port http (80) of Service cart: "
        "NetworkPolicy p does not let Deployment web in on port 8080"
    ) == only("SVC803", CART + WEB + allow)
    assert [] == found("SVC803", CART + WEB.replace("app: web", "app: shop") + allow)
    assert [] == found("SVC803", CART + WEB + allow + ingress("q", "app: cart", "{}"))
    old = workload("cart-old", "app: cart, old: 'yes'", ports="{containerPort: 8080}")
    assert [] == found("SVC803", CART + old + WEB + ingress("p", "old: 'yes'", f"{{from: [{{{pods('app: shop')}}}]}}"))


def test_a_program_that_is_told_the_name_is_not_let_out() -> None:
    assert (
        "warning: Deployment web cannot connect to port http (80) of Service cart: "
        "NetworkPolicy out does not let its pods out to Deployment cart on port 8080"
    ) == only("SVC803", CART + WEB + egress("out", "app: web", DNS))
    assert [] == found("SVC803", CART + WEB + policy("deny", "podSelector: {}, policyTypes: [Egress]"))
    assert [] == found("SVC803", CART + WEB + egress("out", "app: web", "{ports: [{port: 8080}]}"))


def test_names_without_a_port_and_of_pods() -> None:
    allow = ingress("p", "app: cart", f"{{from: [{{{pods('app: shop')}}}]}}")

    assert ["warning"] == severities("SVC803", CART + WEB.replace("cart:80", "cart") + allow)
    assert [] == found("SVC803", TWO + WEB.replace("cart:80", "cart") + allow)
    assert [] == found("SVC803", CART + WEB.replace("http://cart:80", "cart-0.cart:80") + allow)
    assert [] == found("SVC803", CART + WEB.replace("http://cart:80", "http://other.default.svc:80") + allow)
    own = CART.replace("image: 'cart:1'", "image: a, env: [{name: SELF, value: 'http://cart:80'}]")
    assert [] == found("SVC803", own + allow)


INGRESS = """---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: cart}
spec:
  ingressClassName: nginx
  defaultBackend: {service: {name: cart, port: {PORT}}}
"""


@pytest.mark.parametrize(
    ("image", "port", "count"),
    [
        ("registry.k8s.io/ingress-nginx/controller:v1.12@sha256:0", "number: 80", 1),
        ("registry.k8s.io:443/ingress-nginx/controller", "name: http", 1),
        ("nginx/nginx-ingress:5", "number: 80", 1),
        ("traefik:3", "number: 80", 0),
        ("nginx:1", "number: 80", 0),
        ("nginx/nginx-ingress:5", "number: 81", 0),
        ("nginx/nginx-ingress:5", "", 1),
    ],
)
def test_an_ingress_controller_of_the_files_is_not_let_in(image: str, port: str, count: int) -> None:
    controller = workload("proxy", "app: proxy", namespace="edge").replace("'proxy:1'", image)
    text = CART.replace("name: cart}", "name: cart, namespace: shop}") + INGRESS.replace("PORT", port).replace(
        "name: cart}\nspec", "name: cart, namespace: shop}\nspec"
    )
    allow = ingress("p", "app: cart", "{from: [{podSelector: {}}]}", namespace="shop")

    assert ["warning"] * count == severities("SVC803", text + controller + allow)
    assert [] == found("SVC803", text + controller + workload("two", "app: two").replace("'two:1'", "traefik") + allow)


MONITOR = (
    "---\n{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: cart, namespace: shop}, spec: {SPEC}}\n"
)
PROMETHEUS = (
    "---\n{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: k8s, namespace: monitoring}, spec: {}}\n"
)


@pytest.mark.parametrize(
    ("spec", "peer", "count"),
    [
        ("selector: {matchLabels: {team: a}}, endpoints: [{port: http}, {}]", "podSelector: {}", 1),
        ("selector: {matchLabels: {team: b}}, endpoints: [{port: http}]", "podSelector: {}", 0),
        ("selector: {matchLabels: {team: a}}, endpoints: [{port: other}]", "podSelector: {}", 0),
        ("selector: {}, endpoints: [{port: http}]", "podSelector: {}", 0),
        ("namespaceSelector: {any: true}, selector: {matchLabels: {team: a}}, endpoints: [{port: http}]", "podSelector: {}", 0),
        ("selector: {matchLabels: {team: a}}, endpoints: [{port: http}]", "namespaceSelector: {}", 0),
        ("selector: {matchLabels: {team: a}}, endpoints: [{port: http}]", "namespaceSelector: {}, " + pods("app: x"), 0),
        ("endpoints: [{port: http}]", "podSelector: {}", 0),
    ],
)
def test_prometheus_is_not_let_in(spec: str, peer: str, count: int) -> None:
    text = CART.replace("name: cart}", "name: cart, namespace: shop, labels: {team: a}}")
    text += MONITOR.replace("SPEC", spec) + ingress("p", "app: cart", f"{{from: [{{{peer}}}]}}", namespace="shop")

    assert ["warning"] * count == severities("SVC803", text + PROMETHEUS)
    assert [] == found("SVC803", text + PROMETHEUS + PROMETHEUS.replace("k8s", "other"))


HOOK = """---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: gate}
webhooks: [{name: a.example.com, clientConfig: {service: {name: gate, namespace: shop}}}, {clientConfig: {url: "https://a"}}]
"""
API = """---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.a}
spec: {service: {name: gate, namespace: shop, port: 443}}
"""
CONVERSION = """---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: a.example.com}
spec: {conversion: {webhook: {clientConfig: {service: {name: gate, namespace: shop}}}}}
"""


@pytest.mark.parametrize("hook", [HOOK, API, CONVERSION])
@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("{from: [{podSelector: {}}]}", 1),
        ("{from: [{podSelector: {}}, {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}}]}", 1),
        ("{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]}", 0),
        ("{from: [{namespaceSelector: {}}]}", 0),
        ("{from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]}", 0),
        ("{}", 0),
    ],
)
def test_the_api_server_is_no_pod(hook: str, rule: str, count: int) -> None:
    text = GATE.replace("name: gate}", "name: gate, namespace: shop}") + hook

    assert ["warning"] * count == severities("SVC803", text + ingress("p", "app: gate", rule, namespace="shop"))


def test_what_the_api_server_runs_into() -> None:
    text = GATE.replace("name: gate}", "name: gate, namespace: shop}") + HOOK
    allow = ingress("p", "app: gate", "{from: [{podSelector: {}}]}", namespace="shop")

    assert (
        "warning: the API server cannot connect to port https (443) of Service gate: "
        "NetworkPolicy p lets only pods in, and the API server is none"
    ) == only("SVC803", text + allow)
    assert "NetworkPolicy p and NetworkPolicy q let only pods in" in only(
        "SVC803", text + allow + ingress("q", "app: gate", namespace="shop")
    )
    assert [] == found("SVC803", text)
    assert [] == found("SVC803", text + allow, Settings(external=External(namespaces=frozenset({"shop"}))))


def test_callers_of_a_port_that_no_pod_serves() -> None:
    text = CART.replace("targetPort: 8080", "targetPort: web") + WEB

    assert [] == found("SVC803", text + ingress("p", "app: cart", f"{{from: [{{{pods('app: shop')}}}]}}"))


COMPONENT = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [policy.yaml]\n"


@pytest.mark.parametrize(("kustomization", "severity"), [(COMPONENT, "info"), ("resources: [policy.yaml]\n", "warning")])
def test_a_component_may_be_left_out(kustomization: str, severity: str) -> None:
    caller = workload("shop", "app: shop", pod="").replace("image", "args: ['http://cart:80'], image", 1)
    denied = ingress("p", "app: cart", f"{{from: [{{{pods('app: other')}}}], ports: [{{port: 8080}}]}}") + workload(
        "o", "app: other"
    )

    def severities_with(policy_text: str) -> list[str]:
        texts = {"base.yaml": CART + caller, "c/kustomization.yaml": kustomization, "c/policy.yaml": policy_text}
        return [str(each.severity) for each in lint(texts).findings if each.rule.id == "SVC803"]

    assert [severity] == severities_with(ingress("p", "app: cart"))
    assert [severity] * (severity == "warning") == severities_with(denied)


def test_services_of_the_same_pods_are_told_each() -> None:
    second = service("basket", "app: cart", ports="{name: web, port: 8000, targetPort: 8080}")

    messages = [
        message for _, message, _ in found("SVC803", CART + second + ingress("p", "app: cart", "{ports: [{port: 9102}]}"))
    ]

    assert [
        "nobody gets to port http (80) of Service cart, which leads to 8080 in the pods",
        "nobody gets to port web (8000) of Service basket, which leads to 8080 in the pods",
    ] == [each.partition(":")[0] for each in messages]
