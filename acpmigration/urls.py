"""The site map. Apps are named by string only."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("", include("dashboard.urls")),
        path("", include("technical_assistance.urls")),
        path("", include("acpmigration.pages.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
