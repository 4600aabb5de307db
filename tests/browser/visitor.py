"""A person at a browser: what is typed and clicked, what is seen, what the browser complains of."""

from contextlib import suppress

HEIGHTS = {360: 740, 768: 1024, 1280: 800}
SECONDS = 1000


class Visitor:
    def __init__(self, portal, browser, *, width=1280, dark=False, scripts=True, language="en"):
        self.portal, self.complaints = portal, []
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale=language,
            has_touch=width < 768,
            is_mobile=width < 768,
            base_url=portal.address,
        )
        cookies = {"django_language": language, "theme": "dark" if dark else "light"}
        self.context.add_cookies(
            [{"name": n, "value": v, "url": portal.address} for n, v in cookies.items()]
        )
        self.context.set_default_timeout(45 * SECONDS)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("requestfailed", self._failed)

    def _console(self, message):
        """Refusals of the content security policy arrive here as errors too."""
        if message.type == "error":
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _failed(self, request):
        if "ERR_ABORTED" not in (request.failure or ""):  # a page left while it was loading
            self.complaints.append(f"{request.url}: {request.failure}")

    def leave(self):
        with suppress(Exception):
            self.context.close()

    # -- walking ---------------------------------------------------------------------------

    def go(self, path):
        return self.page.goto(path, wait_until="load")

    def sign_in(self, account, path="/"):
        self.go(f"/account/login/?next={path}")
        return self.fill_in_sign_in(account)

    def fill_in_sign_in(self, account):
        self.page.fill("input[name=login]", account["username"])
        self.page.fill("input[name=password]", account["password"])
        self.page.click("main form button[type=submit]")
        self.page.wait_for_load_state()
        assert "/account/login" not in self.page.url, self.text()
        return self

    def text(self):
        return self.page.inner_text("body")

    def sees(self, words, seconds=10):
        """Wait until the words are on the page."""
        self.page.get_by_text(words).first.wait_for(timeout=seconds * SECONDS)

    def overflow_without_scripts(self):
        """Whether the page is wider than the window: asked of the browser, not of the page."""
        session = self.context.new_cdp_session(self.page)
        sizes = session.send("Page.getLayoutMetrics")
        return sizes["cssContentSize"]["width"] > sizes["cssLayoutViewport"]["clientWidth"] + 1

    # -- measuring -------------------------------------------------------------------------

    def overflow(self):
        """Pixels by which the page is wider than the window, and the widest things in it."""
        return self.page.evaluate(
            """() => {
                const width = document.documentElement.clientWidth;
                const over = document.documentElement.scrollWidth - width;
                if (over <= 0) return null;
                const wide = [...document.querySelectorAll("body *")]
                    .filter((e) => e.getBoundingClientRect().right > width + 1)
                    .slice(0, 4).map((e) => `${e.tagName}.${e.className}`);
                return `${over}px: ${wide.join(", ")}`;
            }"""
        )
