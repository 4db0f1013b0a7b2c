"""What a file is, told from its name, its place and its bytes."""

from __future__ import annotations

import codecs
import os
from typing import TypeAlias

from svclint.sources.encoding import decode
from svclint.sources.filenames import is_kustomization, is_template_name
from svclint.sources.manifest import looks_like_manifest
from svclint.sources.source import Skipped, Source, Unreadable
from svclint.sources.walk import Candidate

Classified: TypeAlias = Source | Skipped | Unreadable | None
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Classifier:
    """Sorts files; remembers which folders are Helm charts."""

    def __init__(self) -> None:
        self._charts: dict[str, bool] = {}

    def classify(self, candidate: Candidate, data: bytes, *, named: bool = False) -> Classified:
        """A Source, a reason to leave the file out, or None where it holds no Kubernetes object.

        `named`: the user named it, so that it must be text.
        """
        if b"{{" in data and self._is_in_chart(candidate.file):
            return Skipped(candidate.shown, "helm template")
        known = is_kustomization(candidate.shown)
        if not (known or named or _may_be_manifest(data)):
            return None
        text, encoding, fault, offset = decode(data)
        if fault:
            unreadable = Unreadable(Source(candidate.shown, text, candidate.file or None, encoding), fault, offset)
            return unreadable if known or named or looks_like_manifest(text) else None
        if _is_template(candidate.shown, text, named=named):
            return Skipped(candidate.shown, "template") if looks_like_manifest(text) else None
        return Source(candidate.shown, text, candidate.file or None, encoding) if known or looks_like_manifest(text) else None

    def _is_in_chart(self, file: str) -> bool:
        """Whether a file stands in the templates of a chart (https://helm.sh/docs/topics/charts/#the-chart-file-structure)."""
        parts = file.replace(os.sep, "/").split("/templates/")
        return any(self._is_chart("/templates/".join(parts[:count])) for count in range(1, len(parts)))

    def _is_chart(self, folder: str) -> bool:
        if folder not in self._charts:
            self._charts[folder] = os.path.isfile(f"{folder}/Chart.yaml")  # noqa: PTH113 - strings all the way
        return self._charts[folder]


def _may_be_manifest(data: bytes) -> bool:
    """The cheapest test: False where words are missing that every object has. UTF-16 has zeros between their letters."""
    if b"\0" in data[:4] or data.startswith(_UTF_16):
        return True
    named = (b"apiVersion" in data) + (b"kind" in data)
    return named > 1 or (named > 0 and (b"metadata" in data or b"items" in data))


def _is_template(shown: str, text: str, *, named: bool) -> bool:
    """A file whose name says so; one that the user names is read all the same unless something in it is to be filled in."""
    return is_template_name(shown.rpartition("/")[2]) and (not named or "{{" in text or "{%" in text)
