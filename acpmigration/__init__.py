"""The ACP-EU Migration Action portal: the project, and what every app stands on."""

__version__ = "0.1.0"
