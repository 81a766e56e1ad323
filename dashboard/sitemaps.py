"""The factsheet, whole and by region, country and topic, for search engines."""

from typing import Any

from django.db.models import QuerySet

from acpmigration.reference.models import Country, Region, Topic
from acpmigration.sitemaps import Addresses, NamedPages, register


class Factsheet(NamedPages):
    names = ("dashboard:home",)


class Regions(Addresses):
    def items(self) -> QuerySet[Any]:
        return Region.objects.in_order()


class Countries(Addresses):
    def items(self) -> QuerySet[Any]:
        return Country.objects.eligible().by_name()


class Topics(Addresses):
    def items(self) -> QuerySet[Any]:
        return Topic.objects.in_order()


register("factsheet", Factsheet)
register("regions", Regions)
register("countries", Countries)
register("topics", Topics)
