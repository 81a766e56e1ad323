"""What the dashboard adds to the back-office below it: its home, and the page of data quality."""

from typing import Any

from django.contrib import admin

from acpmigration import panels
from acpmigration.back_office import HOME
from dashboard.figures.back_office.today import today
from dashboard.views.back_office import quality_page


def register() -> None:
    back_office: Any = admin.site
    panels.register(HOME, template="admin/home/today.html", query=today)
    back_office.register_page("quality/", quality_page, "quality")
