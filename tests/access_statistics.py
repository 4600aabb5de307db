"""Figures: the lines of the access table. Each reads what concerns the own office or country."""

PAGES = """
# Figures
GET  reciprocity        -          in  200  200  200  200  200  200  200  200  200  200  200  403  403   in   in  200
"""

API = """
# Figures
GET    statistics/reciprocity/             -         401  200  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200
"""
