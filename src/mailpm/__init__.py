"""mailpm reads the mail of a project, remembers who promised what by when, and writes the next polite letter."""

__version__ = "0.1.0"
