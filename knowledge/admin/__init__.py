"""The back-office of Component 3: one module per aggregate, found by Django's autodiscovery."""

from knowledge.admin.event import EventAdmin
from knowledge.admin.product import KnowledgeProductAdmin
from knowledge.admin.recommendation import RecommendationAdmin

__all__ = ["EventAdmin", "KnowledgeProductAdmin", "RecommendationAdmin"]
