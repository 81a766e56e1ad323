"""The site map. Apps are named by string only."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from acpmigration import health, machines
from acpmigration.public import public_page
from acpmigration.sitemaps import SITEMAPS

urlpatterns = [
    path("robots.txt", public_page(machines.robots), name="robots"),
    path("sitemap.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", public_page(machines.security), name="security"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("healthz", health.is_alive, name="is-alive"),
    path("readyz", health.is_ready, name="is-ready"),
    path("api/v1/coordination/", include("technical_assistance.urls.api")),
    path("api/v1/", include("acpmigration.open_data.urls")),
    *i18n_patterns(
        path("", include("dashboard.urls")),
        path("", include("technical_assistance.urls")),
        path("", include("nsa_grants.urls")),
        path("", include("knowledge.urls")),
        path("", include("experts.urls")),
        path("", include("acpmigration.pages.urls")),
        path("coordination/", include("technical_assistance.urls.coordination")),
        path("accounts/", include("acpmigration.accounts.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "acpmigration.errors.bad_request"
handler403 = "acpmigration.errors.permission_denied"
# Asked for by allauth, which knows no other way.
handler429 = "acpmigration.errors.too_many_requests"
handler404 = "acpmigration.errors.not_found"
handler500 = "acpmigration.errors.server_error"
