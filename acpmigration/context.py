"""What every page may say about the site itself. No queries: error pages use it too."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest

from acpmigration.dates import today


def site(request: HttpRequest) -> dict[str, bool | date | str]:
    return {"demo": settings.DEMO, "as_of": today(), "release": settings.RELEASE}
