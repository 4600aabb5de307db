"""The case form: what an officer types becomes a `CaseContent`, and back again.

Everything typed is kept as it was typed (`Raw`), whether it can be understood or not.
"""
