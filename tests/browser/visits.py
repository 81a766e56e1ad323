"""A first visit to a page, with all that the browser noticed on it."""

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
NOTE_VIOLATIONS = """
  document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI}`);
  });
"""
RUN_AXE = """
  async () => {
    document.getAnimations().forEach((animation) => animation.finish());
    const seen = await axe.run(document, {resultTypes: ["violations"]});
    return seen.violations;
  }
"""


@dataclass
class Visit:
    requests: list[str] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    broken_rules: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> set[str]:
        return {urlsplit(url).netloc for url in self.requests}


def first_visit(browser: Browser, url: str, state: Any = None) -> Visit:
    """Load the page with nothing cached; ``state`` holds the cookies of somebody logged in."""
    visit, reported = Visit(), []
    context = browser.new_context(storage_state=state, viewport=DESKTOP)
    page = context.new_page()
    page.add_init_script(NOTE_VIOLATIONS)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("console", lambda message: reported.append(message.text))
    page.on("pageerror", lambda error: reported.append(str(error)))
    try:
        page.goto(url, wait_until="load")
        visit.cookies = [cookie["name"] for cookie in context.cookies()]
        # Afterwards axe itself tries the policy.
        visit.reported = list(reported)
        visit.broken_rules = broken_rules(page)
    finally:
        context.close()
    return visit


def broken_rules(page: Page) -> list[str]:
    """Name what axe finds in light and dark, wide and narrow.

    One load serves all four looks: nothing but styles follows them.
    """
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme in SCHEMES:
        for size in (DESKTOP, PHONE):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            for rule in page.evaluate(RUN_AXE):
                places = "; ".join(str(node["target"]) for node in rule["nodes"][:5])
                found.append(f"{scheme}, {size['width']} px: {rule['id']}: {places}")
    return found
