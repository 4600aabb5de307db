"""Get a token, and ask who one is.

The client asks for a token by itself (OAuth 2.0 client credentials) and renews it before it ends.
`me/` says which country the system belongs to, what it may do, and how often it may ask.
"""

from blo_client import Portal

portal = Portal.from_environment()
me = portal.me()
print(f"{me['name']}, {me['country']}")
print("Scopes:", ", ".join(me.get("scopes") or []))
print("Limits:", me["limits"]["rates"])
