"""Small worlds in which texts name Services, and what rules say of them."""

from __future__ import annotations

from svclint.catalogue.loader import load_rules
from svclint.engine.check import check
from svclint.engine.selection import Choice
from svclint.fixer.fix import fix
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source
from tests.linting import said

WEB = """
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}, {name: admin, port: 9000, targetPort: admin}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: web, ports: [{containerPort: 8080}, {name: admin, containerPort: 9001}]}]
---
"""
DB = """
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {clusterIP: None, selector: {app: db}, ports: [{name: sql, port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: db-read, namespace: shop}
spec: {selector: {app: db}, ports: [{name: sql, port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  FIELDS
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
      - name: db
        image: db
        args: [ARGS]
        ports: [{containerPort: 5432}]
        PROBE
---
"""
Said = list[tuple[str, str, str | None]]


def config(text: str, namespace: str = "shop") -> str:
    """A ConfigMap that holds the text."""
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings, namespace: {namespace}}}\ndata:\n  url: {text}\n---\n"


def stateful(fields: str = "serviceName: db", args: str = "", probe: str = "readinessProbe: {tcpSocket: {port: 5432}}") -> str:
    """StatefulSet db behind two Services, with fields of its own."""
    return DB.replace("FIELDS", fields).replace("ARGS", args).replace("PROBE", probe)


def found(rule: str, text: str, settings: Settings | None = None) -> Said:
    """Severity, message and doubt of everything that a rule says."""
    return [(severity, message, doubt) for severity, _, message, doubt in said(text, rule, settings)]


def severities(rule: str, text: str, settings: Settings | None = None) -> list[str]:
    """The severities alone."""
    return [severity for severity, _, _ in found(rule, text, settings)]


def only(rule: str, text: str, settings: Settings | None = None) -> str:
    """The one message, with its severity before it."""
    ((severity, message, _),) = found(rule, text, settings)
    return f"{severity}: {message}"


def fixed(rule: str, text: str, settings: Settings | None = None) -> str:
    """The text after the unsafe fixes of one rule."""
    discovery = Discovery((Source("example.yaml", text),))
    rules = load_rules()
    done = fix(discovery, lambda each: check(each, settings or Settings(), rules, Choice(select=(rule,))), unsafe=True)
    return next((text for _, text in done.changes), text)


def place(rule: str, text: str) -> list[str]:
    """What stands at the places of the findings."""
    source = Source("example.yaml", text)
    report = check(Discovery((source,)), Settings(), load_rules(), Choice(select=(rule,)))
    at = [each.position for each in report.findings]
    return [source.text[source.offset(each.line, each.column) : source.offset(each.end_line, each.end_column)] for each in at]
