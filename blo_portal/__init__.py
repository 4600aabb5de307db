"""Wires the portal together; holds no rule of the exchange itself."""

from blo_portal.celery import app as celery_app

__all__ = ["celery_app"]
