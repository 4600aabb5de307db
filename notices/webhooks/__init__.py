"""Webhooks of partner systems: registering, signing, sending (Standard Webhooks)."""
