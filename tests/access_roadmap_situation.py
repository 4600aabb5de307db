"""The situation and the operations' figures in the access table; how to read it stands in
`access_table`. Everybody reads the same numbers."""

PAGES = """
GET  roadmap-situation      -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-situation-csv  -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-operations     -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-operations-csv -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
"""

API = """
GET    roadmap/situation/              -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/operations/             -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
"""
