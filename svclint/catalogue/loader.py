"""Finds rules by path: those that ship, those of `--rules DIR`, those of installed packages.

Shipped rules lie in `svclint/rules` of a wheel and in `rules` of a checkout; both load as `svclint.rules.<category>.<module>`,
so that an editable install, a checkout and a wheel behave alike.
"""

from __future__ import annotations

import importlib.machinery
import importlib.metadata
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

from svclint import shipped
from svclint.catalogue.rule import Rule
from svclint.errors import RuleFileError

AnyRule: TypeAlias = Rule[Any]
CATEGORIES = ("tool", "api", "selector", "port", "dns", "endpoints", "exposure", "reference", "network-policy", "user")
ENTRY_POINT_GROUP = "svclint.rules"


def shipped_folder() -> Path:
    """Where svclint's own rules lie."""
    return shipped.shipped_folder("rules")


def load_rules(folders: Iterable[Path] = (), *, entry_points: bool = False) -> tuple[AnyRule, ...]:
    """All rules, sorted by id. Raises RuleFileError for a file that cannot be loaded or an id or name that is taken."""
    found = list(load_folder(shipped_folder(), "svclint.rules"))
    for number, folder in enumerate(folders):
        found += load_folder(folder, f"svclint_rules_{number}")
    if entry_points:
        for point in importlib.metadata.entry_points(group=ENTRY_POINT_GROUP):
            found += _load_entry_point(point)
    _refuse_doubles(found)
    return tuple(sorted(found, key=lambda each: each.id))


def load_folder(folder: Path, package: str) -> Iterator[AnyRule]:
    """The rules of all Python files below a folder, as modules of `package`; names that begin with `_` or a dot hold none."""
    for file in sorted(folder.rglob("*.py")):
        relative = file.relative_to(folder)
        if file.name != "__init__.py" and not any(part.startswith((".", "_")) for part in relative.parts):
            yield from load_file(file, ".".join((package, *relative.with_suffix("").parts)), _category(relative))


def _category(relative: Path) -> str:
    folder = relative.parts[0].replace("_", "-") if len(relative.parts) > 1 else "user"
    return folder if folder in CATEGORIES else "user"


def _load_entry_point(point: importlib.metadata.EntryPoint) -> Iterator[AnyRule]:
    """An entry point names a package; every module below it may hold rules."""
    spec = importlib.util.find_spec(point.value)
    if spec is None or not spec.submodule_search_locations:
        raise RuleFileError(point.value, f'the entry point "{point.name}" names no package')
    for location in spec.submodule_search_locations:
        yield from load_folder(Path(location), point.value)


def load_file(file: Path, module_name: str, category: str) -> tuple[AnyRule, ...]:
    """The rules of one file."""
    module = sys.modules.get(module_name)
    if module is None or getattr(module, "__file__", None) != str(file.absolute()):
        module = _execute(file, module_name)
    rules = [value for value in vars(module).values() if isinstance(value, Rule)]
    if not rules:
        raise RuleFileError(str(file), "it holds no rule (a function decorated with svclint.api.rule)")
    return tuple(replace(each, category=category, file=str(file)) for each in rules)


def _execute(file: Path, module_name: str) -> ModuleType:
    path = str(file.absolute())
    loader = importlib.machinery.SourceFileLoader(module_name, path)
    module = importlib.util.module_from_spec(importlib.machinery.ModuleSpec(module_name, loader, origin=path))
    module.__file__ = path
    sys.modules[module_name] = module
    try:
        loader.exec_module(module)
    except SyntaxError as error:
        del sys.modules[module_name]
        raise RuleFileError(str(file), f"it is no valid Python: {error.msg}", error.lineno) from error
    except Exception as error:
        del sys.modules[module_name]
        raise RuleFileError(str(file), f"it fails on import: {type(error).__name__}: {error}") from error
    return module


def _refuse_doubles(rules: Iterable[AnyRule]) -> None:
    taken: dict[str, AnyRule] = {}
    for each in rules:
        for key in (each.id, each.name):
            if key in taken:
                raise RuleFileError(each.file, f'"{key}" is taken by the rule in {taken[key].file}')
            taken[key] = each
