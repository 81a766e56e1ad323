"""The coordinators' workspace: pages of the internal side, under ``/coordination/``."""
