"""The factsheet's figures: each is counted by the filter of the list that its link opens."""

from dashboard.figures.component1 import Component1
from dashboard.figures.figure import Chart, Figure, Row

__all__ = ["Chart", "Component1", "Figure", "Row"]
