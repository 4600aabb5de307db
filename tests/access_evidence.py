"""Rows of the access table: exhibits put right, taken off, brought back."""

API = """
PATCH  cases/{reference}/exhibits/{public_id}/ bag 401 404  403  404  404  403  403  200  200  403  403  403  403  403  403  403  404
DELETE cases/{reference}/exhibits/{public_id}/ bag 401 404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
POST   cases/{reference}/exhibits/{public_id}/restore/ stray 401 404 403 403 403  403  404  200  200  403  403  403  403  403  403  403  404
"""

PAGES = """
GET  exhibit-edit       bag        in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST exhibit-edit       bag        in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST exhibit-remove     bag        in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST exhibit-restore    stray      in  404  403  403  403  403  404  302  302  403  403  403  403  403   in   in  404
"""
