"""How each computed indicator is worked out, one module for each theme; `table` names them all."""
