"""The factsheet's figures: each is counted by the filter of the list that its link opens."""

from dashboard.figures.component1 import Component1
from dashboard.figures.component2 import Component2
from dashboard.figures.component3 import Component3
from dashboard.figures.figure import Chart, Figure, Row
from dashboard.figures.selection import Together

__all__ = ["Chart", "Component1", "Component2", "Component3", "Figure", "Row", "Together"]
