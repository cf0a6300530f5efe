"""From annotated articles to a validated package; see the rooms in CONTRIBUTING.md."""
