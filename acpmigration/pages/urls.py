"""What people look for at the foot of a public site."""

from django.conf import settings
from django.urls import path

from acpmigration.pages.styleguide import styleguide
from acpmigration.pages.views import how_we_count, preview, preview_file, text
from acpmigration.public import public_page

app_name = "pages"
WRITTEN = ("about", "privacy", "accessibility", "contact")

urlpatterns = [
    path("how-we-count/", public_page(how_we_count), name="how-we-count"),
    path("preview/<str:token>/", preview, name="preview"),
    path("preview/<str:token>/files/<slug:what>/<int:number>", preview_file, name="preview-file"),
    *(path(f"{name}/", public_page(text), {"key": f"page/{name}"}, name=name) for name in WRITTEN),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("styleguide/", public_page(styleguide), name="styleguide"))
