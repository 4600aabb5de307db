"""Rows that are history: added, never changed, never deleted."""

import pgtrigger


def append_only() -> pgtrigger.Trigger:
    """The database refuses both, whoever asks."""
    return pgtrigger.Protect(name="history_stands", operation=pgtrigger.Update | pgtrigger.Delete)
