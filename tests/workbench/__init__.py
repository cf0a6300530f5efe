"""The workbench: what helps somebody who codes an article."""
