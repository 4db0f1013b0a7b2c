"""Shows what was found: a `Report` comes in, a string goes out; no reading, no writing, no clock.

Every module named `*_report` has one `render(report) -> str`; what it returns ends with a newline, or is empty.
"""

from __future__ import annotations

FORMATS = {
    "text": "svclint.reporters.text_report",
    "json": "svclint.reporters.json_report",
    "sarif": "svclint.reporters.sarif_report",
    "github": "svclint.reporters.github_report",
    "gitlab": "svclint.reporters.gitlab_report",
    "junit": "svclint.reporters.junit_report",
    "checkstyle": "svclint.reporters.checkstyle_report",
    "rdjson": "svclint.reporters.rdjson_report",
}
"""Name of an output format and the module that renders it, so that only the one asked for is imported."""
