"""Everything cross-referenced. In: objects and settings. Out: answers: Matched, Contradicted or Unverifiable."""
