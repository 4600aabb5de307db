"""Several cases at once: the lines of the access table. What is out of reach is a row of the answer."""

PAGES = """
# Several cases at once
GET  bulk               -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST bulk               -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  bulk-done          -          in  302  302  302  302  302  302  302  302  302  302  403  403  403   in   in  302
"""

API = """
# Several cases at once
POST   cases/bulk/                         -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  403  200  200
"""
