"""What a configuration file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from svclint.catalogue.finding import Profile, Severity
from svclint.settings import Settings


@dataclass(frozen=True)
class Configuration:
    """All keys of `.svclint.yaml`, with what holds where one is not given.

    `select` and `ignore` hold ids, names and categories; `severity` and `options` are by rule id; `exclude` are gitignore
    patterns relative to the folder of the file, and `worlds` such patterns by the name of each world. `settings` are the keys
    about the cluster.
    """

    profile: Profile = Profile.DEFAULT
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    worlds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inline_suppressions: bool = True
    require_reason: bool = False
    settings: Settings = field(default_factory=Settings)
