"""From the paths that the user gave to texts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from svclint.errors import PathNotFoundError
from svclint.sources.collection import Collection
from svclint.sources.content import ContentError, read_standard_input
from svclint.sources.excludes import Excludes
from svclint.sources.named import NamedPaths
from svclint.sources.naming import Naming
from svclint.sources.repository import tracked_files
from svclint.sources.source import Discovery
from svclint.sources.walk import Walk

STANDARD_INPUT_PATH = "<stdin>"
_TEST_DATA = "excluded by default (testdata/)"


def discover(  # noqa: PLR0913 - one keyword for each option of the command line
    paths: Sequence[str],
    *,
    git: bool = False,
    exclude: Sequence[str] = (),
    exclude_root: str | None = None,
    default_excludes: bool = True,
    stdin: Callable[[], bytes] | None = None,
) -> Discovery:
    """Read every manifest at or below `paths`; `-` is standard input, shown as `<stdin>`.

    Files that are named are read whatever they are called; folders are walked for `.yaml`, `.yml` and `.json`, with `git` for
    those in the index. `exclude` has lines of a gitignore in the folder `exclude_root` (by default where shown paths begin);
    neither they nor the default ones hold for a path that is named. Raises PathNotFoundError, GitError and ExcludeError.

    Where all manifests are test data, the user means those: the default for `testdata/` is taken back.
    """
    naming = Naming()
    root = os.path.realpath(exclude_root or naming.root)
    named = NamedPaths(naming)
    for path in paths:
        named.add(path)
    read = stdin or read_standard_input
    text = read() if named.standard_input else None
    found = _read(naming, named, Excludes(exclude, root, defaults=default_excludes), text, git=git)
    something = found.sources or found.unreadable or named.pipes
    if something or all(each.reason != _TEST_DATA for each in found.excluded):
        return found
    return _read(naming, named, Excludes(("!testdata/", *exclude), root, defaults=default_excludes), text, git=git)


def _read(naming: Naming, named: NamedPaths, excludes: Excludes, text: bytes | None, *, git: bool) -> Discovery:
    walk = Walk(naming)
    _walk(walk, named, excludes, git=git)
    collection = Collection()
    if text is not None:
        collection.take_text(STANDARD_INPUT_PATH, text)
    for spelled, pipe in named.pipes.items():
        collection.take_pipe(spelled, pipe)
    for spelled, file in sorted(named.files.items(), key=lambda pair: (pair[1].linked, pair[1].shown)):
        collection.take_named(spelled, file)
    collection.take_found(walk.candidates)
    return _discovery(collection, walk, named, {f"{naming.shown(folder)}/" for folder in named.folders})


def _walk(walk: Walk, named: NamedPaths, excludes: Excludes, *, git: bool) -> None:
    files = tuple(tracked_files(named.folders)) if git and named.folders else ()
    for folder, spelled in named.folders.items():
        if git:
            walk.tracked(files, folder, excludes.below(folder))
            continue
        try:
            walk.folder(folder, excludes.below(folder))
        except ContentError as error:
            raise PathNotFoundError(spelled, str(error)) from error


def _discovery(collection: Collection, walk: Walk, named: NamedPaths, open_folders: Iterable[str]) -> Discovery:
    """What the user named is not excluded, although a walk from above left it out."""
    named_files = {file.shown for file in named.files.values()}
    excluded = [each for path, each in walk.excluded.items() if path not in open_folders and path not in named_files]
    by_path = attrgetter("path")
    return Discovery(
        sources=tuple(sorted(collection.sources, key=by_path)),
        skipped=tuple(sorted([*walk.skipped.values(), *collection.skipped], key=by_path)),
        unreadable=tuple(sorted([*walk.unreadable.values(), *collection.unreadable], key=lambda each: each.source.path)),
        kustomizations=frozenset(collection.kustomizations | named.kustomizations),
        passed_over_paths=tuple(sorted(collection.passed_over)),
        excluded=tuple(sorted(excluded, key=by_path)),
    )
