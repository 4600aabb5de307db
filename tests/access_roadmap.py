"""The Roadmap's open parts: the lines of the access table. Everybody who is signed in reads them."""

PAGES = """
# The data standard
GET  data-standard      -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  data-standard-file standard       in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
"""

API = """
# The data standard
GET    data-standard/                  -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    data-standard/schemas/{name}/   standard-name 401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
"""
