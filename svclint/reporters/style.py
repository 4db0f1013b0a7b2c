"""How a text looks on a certain terminal: with colours or without, with Unicode or plain ASCII."""

from __future__ import annotations

from dataclasses import dataclass

from svclint.catalogue.finding import Severity
from svclint.reporters.printable import printable

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_SEVERITIES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@dataclass(frozen=True)
class Style:
    """Whether ANSI colours and more than ASCII may be written, and how many cells of a source line are shown."""

    colour: bool = False
    unicode: bool = True
    width: int = 120

    @property
    def bar(self) -> str:
        """What divides line numbers from source."""
        return "│" if self.unicode else "|"

    @property
    def arrow(self) -> str:
        """What leads from a port to the number behind it."""
        return "→" if self.unicode else "->"

    @property
    def cross(self) -> str:
        """The sign of what does not hold."""
        return "✗" if self.unicode else "x"

    @property
    def times(self) -> str:
        """What stands before a number of pods."""
        return "\N{MULTIPLICATION SIGN}" if self.unicode else "x"

    @property
    def cut(self) -> str:
        """What stands where a line was cut."""
        return "…" if self.unicode else "..."

    def paint(self, text: str, *looks: str) -> str:
        """The text in these looks (`bold`, `red`, …); as it is where there is no colour."""
        if not self.colour or not looks or not text:
            return text
        return f"\x1b[{';'.join(_CODES[look] for look in looks)}m{text}\x1b[0m"

    def severity(self, severity: Severity, text: str) -> str:
        """The text in the colour of a severity."""
        return self.paint(text, "bold", _SEVERITIES[severity])

    def safe(self, text: str) -> str:
        """What came from files, harmless to the terminal."""
        return printable(text, unicode=self.unicode)


PLAIN = Style()


def count(number: int, noun: str) -> str:
    """A number with its noun, which takes an s for more than one: `1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
