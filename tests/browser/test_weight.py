"""What a phone on a poor link has to carry."""

FIRST, NEXT = 60 * 1024, 15 * 1024
PAGES = ["/", "/cases/", "/cases/new/", "/network/", "/roadmap/"]


class Scale:
    """Bytes on the wire, headers included, as the browser counts them."""

    def __init__(self, page):
        self.bytes, self.parts, self.names = 0, [], {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, event):
        self.names[event["requestId"]] = event["request"]["url"].rsplit("/", 1)[-1]

    def _finished(self, event):
        size = int(event["encodedDataLength"])
        self.bytes += size
        self.parts.append((size, self.names.get(event["requestId"], "")))

    def weigh(self, visitor, path):
        self.bytes, self.parts = 0, []
        visitor.go(path)
        visitor.page.wait_for_timeout(300)
        return self.bytes


def test_the_first_page_and_the_next(visitor, portal):
    stranger = visitor(width=360)
    first = Scale(stranger.page)
    weights = {"sign-in, nothing cached": first.weigh(stranger, "/account/login/")}
    parts = sorted(first.parts, reverse=True)[:8]

    officer = visitor(width=360).sign_in(portal.account("officer", "TH-MSI"))
    cookies = officer.context.cookies()
    fresh = visitor(width=360)
    fresh.context.add_cookies(cookies)
    scale = Scale(fresh.page)
    weights["inbox, nothing cached"] = scale.weigh(fresh, "/")
    later = {path: scale.weigh(fresh, path) for path in PAGES}
    reference = fresh.page.context.request.get("/api/v1/cases/").json()["results"][0]["reference"]
    later["a case"] = scale.weigh(fresh, f"/cases/{reference}/")

    print("\n" + "\n".join(f"{size:>7} bytes  {name}" for name, size in (weights | later).items()))
    assert {n: s for n, s in weights.items() if s > FIRST} == {}, parts
    assert {n: s for n, s in later.items() if s > NEXT} == {}
