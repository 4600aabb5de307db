"""Accounts of people: made by the administration, never by the visitor."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account without a posting reads the network of offices: nobody gives it to himself."""
        return False
