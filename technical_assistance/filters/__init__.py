"""The filters of interventions and requests, on public lists and on the board."""

from technical_assistance.filters.board import BoardFilter
from technical_assistance.filters.public import InterventionFilter, RequestFilter

__all__ = ["BoardFilter", "InterventionFilter", "RequestFilter"]
