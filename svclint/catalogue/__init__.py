"""Rules as data. In: rule files. Out: Rule objects with their examples, and the Findings that rules make."""
