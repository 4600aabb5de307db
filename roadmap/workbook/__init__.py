"""A coordinator's spreadsheet: taken with what stands, brought back with what changed."""
