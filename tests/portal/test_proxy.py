"""Behind proxies of ours the visitor's own address counts, and nobody can invent one."""

import pytest

from blo_portal.proxy import visitor


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("203.0.113.7", 1, "203.0.113.7"),
        ("1.2.3.4, 203.0.113.7", 1, "203.0.113.7"),
        ("1.2.3.4, 203.0.113.7, 10.0.0.1", 2, "203.0.113.7"),
        ("2001:db8::1", 1, "2001:db8::1"),
        ("203.0.113.7", 0, None),
        ("203.0.113.7", 2, None),
        ("<script>", 1, None),
        ("", 1, None),
    ],
)
def test_visitor(forwarded, proxies, address):
    assert visitor(forwarded, proxies) == address
