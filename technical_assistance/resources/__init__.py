"""Requests and interventions as spreadsheets."""

from technical_assistance.resources.assistance_request import RequestSheet
from technical_assistance.resources.intervention import InterventionSheet

__all__ = ["InterventionSheet", "RequestSheet"]
