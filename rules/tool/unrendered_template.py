"""SVC003 unrendered-template."""

from svclint.api import Finding, Graph, Iterator, Placeholder, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: ${APP}-web  # <- envsubst has not run
spec:
  selector: {app: web}
  ports: [{port: 80}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: shop-web
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.4.2
          args: ["--public-url", "http://$(HOST_NAME):8080"]
          env: [{name: HOST_NAME, value: shop.example.com}]
          ports: [{name: http, containerPort: 8080}]
"""


@rule(id="SVC003", name="unrendered-template", severity=Severity.INFO, on=Placeholder, bad=BAD, good=GOOD)
def unrendered_template(placeholder: Placeholder, _graph: Graph) -> Iterator[Finding]:
    """A value is a placeholder that a tool has still to fill in.

    The object is left alone, because every finding on it would be about text that never reaches the cluster. Check what the
    tool prints instead: `helm template … | svclint check -`, `envsubst < web.yaml | svclint check -`.
    """
    message = (
        f'placeholder "{placeholder.text}" is not filled in, {placeholder.object.title} is not checked; check the rendered text'
    )
    yield Finding(at=placeholder.at, message=message)
