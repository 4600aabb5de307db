"""The map of the network and the quality of the data in the access table; how to read it stands
in `access_table`. What each reader finds there is in tests/roadmap."""

PAGES = """
# The map of the network
GET  roadmap-network    -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
# The quality of the data: offices and cases stand there for few
GET  roadmap-quality    -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
"""

API = """
# The map of the network
GET    roadmap/network/                -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
# The quality of the data
GET    roadmap/data-quality/           -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
"""
