"""Webhooks lead outside only, however an address is written or what its name says later."""

import socket

import pytest

from agencies.problems import Problem
from notices.webhooks import addresses, registering
from notices.webhooks.addresses import RefusedAddressError, is_public, looked_up, must_be_fit
from notices.webhooks.registering import Choice


@pytest.fixture(autouse=True)
def no_loopback(settings):
    settings.WEBHOOK_LOOPBACK = False


@pytest.mark.parametrize(
    "url",
    [
        "http://partner.example.org/",
        "https://partner.example.org:8443/",
        "ftp://partner.example.org/",
        "https://user:word@partner.example.org/",
        "https://user@partner.example.org/",
        "https://partner.example.org/#x",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://localhost/",
        "https://localhost./",
        "https://127.0.0.1.",
        "https://１２７.0.0.1/",
        "https://partner。example。org/",
        "https://metadata/",
        "https://169.254.169.254/latest/",
        "https://10.0.0.1/",
        "https://partner.example.org\\@127.0.0.1/",
        "https://partner.example.org\n/",
        "https://partner.example.org\t/",
        " https://partner.example.org/",
        "https:///path",
        "https://",
        "https://[/",
        "https://partner.example.org:99999/",
        "javascript:alert(1)",
        "//partner.example.org/",
        "",
    ],
)
def test_refused_as_it_is_written(url):
    with pytest.raises(RefusedAddressError):
        must_be_fit(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://partner.example.org/",
        "https://a.b.example.org:443/hook?x=1",
        "https://xn--e1afmkfd.example.org",
    ],
)
def test_fit(url):
    must_be_fit(url)


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001::1",
        "2001:db8::1",
        "no address",
    ],
)
def test_not_public(text):
    assert not is_public(text)


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public(text):
    assert is_public(text)


def answering(monkeypatch, *addresses_):
    def lookup(host, port, **_more):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses_]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", lookup)


def test_one_bad_answer_of_several_is_enough(monkeypatch):
    answering(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(RefusedAddressError):
        looked_up("https://partner.example.org/")


def test_the_connection_goes_to_the_address_that_was_judged(monkeypatch):
    """A name that says something else a moment later changes nothing: it is not asked again."""
    answering(monkeypatch, "8.8.8.8")
    target = looked_up("https://partner.example.org/hook?x=1")
    answering(monkeypatch, "127.0.0.1")
    called = []

    def connect(address, timeout):
        called.append(address)
        raise OSError

    from notices.webhooks import posting

    monkeypatch.setattr(posting.socket, "create_connection", connect)
    with pytest.raises(OSError):
        posting.post(target, b"{}", {})
    assert called == [("8.8.8.8", 443)]
    assert target.host == "partner.example.org" and target.path == "/hook?x=1"


@pytest.mark.django_db
def test_registering_tells_the_field_and_the_rule(world, cast):
    with pytest.raises(Problem) as problem:
        registering.register("http://10.0.0.1/", Choice(), officer=cast.partner_th)
    assert problem.value.field == "url" and "https" in problem.value.message
