"""The common data standard: what the offices of eleven states write down about a case, and how.

It is read off the models that hold the exchange, so it cannot say anything else than they do. Each
version that was published stays as it was (`published/`).
"""
