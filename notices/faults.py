"""What a channel may say when a delivery does not go through."""


class UndeliverableError(Exception):
    """It never will: another attempt would end the same way. The text goes to the dead list."""


class RelayAwayError(Exception):
    """The mail relay did not answer a moment ago; it is left in peace until the next try."""
