"""What the name of a file says about it."""

from __future__ import annotations

MANIFEST_SUFFIXES = (".yaml", ".yml", ".json")
"""What `kubectl apply -f FOLDER` reads."""
KUSTOMIZATIONS = frozenset({"kustomization.yaml", "kustomization.yml", "Kustomization"})
"""https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/"""
_ENGINES = ("tmpl", "tpl", "gotmpl", "j2", "jinja", "jinja2", "template", "erb", "in", "mustache", "envsubst")
_TEMPLATE_SUFFIXES = tuple(f".{engine}" for engine in _ENGINES)
_MANIFEST_TEMPLATE_SUFFIXES = tuple(f"{suffix}{engine}" for suffix in MANIFEST_SUFFIXES for engine in _TEMPLATE_SUFFIXES)


def is_manifest_name(name: str) -> bool:
    """Whether a walk reads a file of that name."""
    return name.endswith(MANIFEST_SUFFIXES) or name == "Kustomization"


def is_template_name(name: str) -> bool:
    """Whether the name says that something is to be rendered first: `service.tpl`."""
    return name.endswith(_TEMPLATE_SUFFIXES)


def is_manifest_template_name(name: str) -> bool:
    """Whether a manifest may come of it: `service.yaml.tmpl`."""
    return name.endswith(_TEMPLATE_SUFFIXES) and name.endswith(_MANIFEST_TEMPLATE_SUFFIXES)


def is_kustomization(path: str) -> bool:
    """Whether a path is that of a kustomization, which may go without apiVersion and kind."""
    return path.rpartition("/")[2] in KUSTOMIZATIONS


def folder_of(path: str) -> str:
    """The folder of a path that users see, empty for the top."""
    return path.rpartition("/")[0]
