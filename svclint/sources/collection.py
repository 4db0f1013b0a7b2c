"""What came of the files that were read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from svclint.errors import PathNotFoundError
from svclint.sources import content
from svclint.sources.classify import Classified, Classifier
from svclint.sources.content import ContentError, read_file, read_pipe
from svclint.sources.filenames import folder_of, is_kustomization
from svclint.sources.manifest import looks_like_manifest
from svclint.sources.source import Skipped, Source, Unreadable
from svclint.sources.walk import Candidate

T = TypeVar("T")


class Collection:
    """Reads candidates, each file once whatever names it has, and sorts what they are."""

    def __init__(self) -> None:
        self._classifier = Classifier()
        self._seen: set[str] = set()
        self.sources: list[Source] = []
        self.skipped: list[Skipped] = []
        self.unreadable: list[Unreadable] = []
        self.passed_over: list[str] = []
        self.kustomizations: set[str] = set()

    def take_text(self, shown: str, data: bytes) -> None:
        """Take what is no file and cannot be written back: standard input."""
        if len(data) > content.MAX_BYTES:
            self.unreadable.append(Unreadable(Source(shown, ""), content.TOO_LARGE))
        else:
            self._sort(shown, self._classifier.classify(Candidate("", shown), data, named=True))

    def take_named(self, spelled: str, candidate: Candidate) -> None:
        """Take a file that the user named; raises PathNotFoundError where it cannot be read."""
        self._take(candidate, read_file, spelled)

    def take_pipe(self, spelled: str, candidate: Candidate) -> None:
        """Take a pipe that the user named; raises PathNotFoundError where it cannot be read."""
        self._take(candidate, read_pipe, spelled)

    def take_found(self, candidates: Iterable[Candidate]) -> None:
        """Take the files of a walk; of several names for one file, its own counts."""
        for candidate in sorted(candidates, key=lambda each: (each.linked, each.shown)):
            self._take(candidate, read_file, None)

    def _take(self, candidate: Candidate, read: Callable[[str], bytes], spelled: str | None) -> None:
        if candidate.file in self._seen:
            return
        self._seen.add(candidate.file)
        try:
            data = read(candidate.file)
        except ContentError as error:
            self._give_up(candidate, error, spelled)
            return
        self._sort(candidate.shown, self._classifier.classify(candidate, data, named=spelled is not None))

    def _give_up(self, candidate: Candidate, error: ContentError, spelled: str | None) -> None:
        """A file that the user named must be readable; a large one of a walk may be data that is none of our business."""
        if spelled is not None and not error.start:
            raise PathNotFoundError(spelled, str(error)) from error
        if spelled is None and error.start and not looks_like_manifest(error.start.decode(errors="replace")):
            self.passed_over.append(candidate.shown)
        else:
            self.unreadable.append(Unreadable(Source(candidate.shown, "", candidate.file), str(error)))

    def _sort(self, shown: str, found: Classified) -> None:
        if isinstance(found, Source):
            self.sources.append(found)
            if is_kustomization(shown):
                self.kustomizations.add(folder_of(shown))
        elif isinstance(found, Skipped):
            self.skipped.append(found)
        elif isinstance(found, Unreadable):
            self.unreadable.append(found)
        else:
            self.passed_over.append(shown)
