"""The sample receiver, with the portal's own sending at the other end of the line."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection

import pytest
import receive
from receive import Ledger, Receiver
from standardwebhooks.webhooks import Webhook as Reader

from audit.clock import now
from blo_client import SignatureError, answer_to, verified
from notices import feed
from notices.models import Webhook, WebhookDelivery
from notices.webhooks import registering, sending, signing
from notices.webhooks.registering import Choice

pytestmark = pytest.mark.django_db
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def receiver(tmp_path):
    secrets = tmp_path / "secrets.txt"
    secrets.touch()
    one = Receiver(0, secrets, Ledger(tmp_path / "events.sqlite"))
    threading.Thread(target=one.serve_forever, args=[0.02], daemon=True).start()
    yield one
    one.shutdown()
    one.server_close()
    one.ledger.close()


@pytest.fixture
def in_use(world, cast, receiver):
    """Thailand's webhook that leads to the receiver: challenged, answered, approved."""
    address = f"http://127.0.0.1:{receiver.server_port}/"
    webhook, secret = registering.register(address, Choice(), officer=cast.partner_th)
    registering.prove(webhook.pk)
    webhook.refresh_from_db()
    assert (webhook.state, webhook.challenge_fault) == ("unproved", "HTTP 401"), "no secret yet"
    receiver.secrets.write_text(f"{secret}\n")
    registering.prove(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.state == "proved"
    registering.approve(webhook, officer=cast.coordinator_th, version=webhook.version)
    return Webhook.objects.get(pk=webhook.pk)


def happens(webhook, *references):
    for reference in references:
        feed.publish("case_submitted", feed.About(reference, "/x/", "flash"), country="TH")
    feed.number("TH")
    return sending.send_due(webhook.pk)


def knock(receiver, headers, body, path="/"):
    line = HTTPConnection("127.0.0.1", receiver.server_port, timeout=10)
    try:
        line.request("POST", path, body, headers)
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def signed(body, *, identity="msg_1", moment=None, secret=SECRET):
    moment = moment or now()
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Reader(secret).sign(identity, moment, body.decode()),
    }


def event(sequence, reference="A"):
    data = {"sequence": sequence, "reference": reference}
    return json.dumps({"type": "case_submitted", "timestamp": "x", "data": data}).encode()


def test_from_the_portal_to_the_ledger(in_use, receiver, capsys):
    assert happens(in_use, "TH-1", "TH-2") == 2
    assert receiver.ledger.sequences() == [1, 2] and receiver.ledger.gaps() == []
    told = capsys.readouterr()
    assert told.out.splitlines() == ["1 case_submitted TH-1", "2 case_submitted TH-2"]
    assert told.err == ""


def test_both_secrets_are_taken_while_one_is_changed(in_use, receiver, cast):
    _row, new = registering.rotate(in_use, officer=cast.partner_th)
    assert happens(in_use, "TH-1") == 1, "the old one is known"
    receiver.secrets.write_text(f"{new}\n")
    assert happens(in_use, "TH-2") == 1
    receiver.secrets.write_text(f"{SECRET}\n")
    assert happens(in_use, "TH-3") == 0


def test_what_the_portal_sends_again_is_worked_off_once(
    in_use, receiver, cast, capsys, monkeypatch
):
    happens(in_use, "TH-1")
    registering.resend(WebhookDelivery.objects.get(), officer=cast.partner_th)
    later = now() + timedelta(seconds=5)
    monkeypatch.setattr(sending, "now", lambda: later)
    assert sending.send_due(in_use.pk) == 1
    assert receiver.ledger.sequences() == [1]
    assert capsys.readouterr().out.count("TH-1") == 1


def test_a_gap_is_told_and_closed_by_what_comes_later(receiver, capsys):
    receiver.secrets.write_text(SECRET)
    for sequence in (1, 4):
        body = event(sequence)
        assert knock(receiver, signed(body, identity=f"m{sequence}"), body)[0] == 204
    assert receiver.ledger.gaps() == [2, 3]
    assert "missing so far: [2, 3]" in capsys.readouterr().err
    for sequence in (3, 2):
        body = event(sequence)
        knock(receiver, signed(body, identity=f"m{sequence}"), body)
    assert receiver.ledger.gaps() == []


def test_a_replay_is_refused(receiver):
    receiver.secrets.write_text(SECRET)
    body = event(1)
    headers = signed(body)
    assert knock(receiver, headers, body)[0] == 204
    assert knock(receiver, headers, body)[0] == 409
    earlier = signed(body, moment=now() - timedelta(seconds=30))
    assert knock(receiver, earlier, body)[0] == 409
    assert receiver.ledger.sequences() == [1]


def test_of_eight_at_once_one_is_worked_off(receiver, capsys):
    receiver.secrets.write_text(SECRET)
    body = event(1)
    headers = signed(body)
    with ThreadPoolExecutor(8) as many:
        knocks = [many.submit(knock, receiver, headers, body) for _ in range(8)]
    assert sorted(one.result()[0] for one in knocks) == [204] + [409] * 7
    assert capsys.readouterr().out.count("case_submitted") == 1


@pytest.mark.parametrize("minutes", [-6, 6, -60 * 24])
def test_an_old_message_is_refused_and_one_of_the_future(receiver, minutes):
    receiver.secrets.write_text(SECRET)
    body = event(1)
    headers = signed(body, moment=now() + timedelta(minutes=minutes))
    assert knock(receiver, headers, body)[0] == 401
    assert receiver.ledger.sequences() == []


@pytest.mark.parametrize(
    "spoiled",
    [
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": ""},
        {"webhook-id": "other"},
        {"webhook-timestamp": "now"},
    ],
)
def test_what_is_not_the_portals_is_refused(receiver, spoiled):
    receiver.secrets.write_text(SECRET)
    body = event(1)
    assert knock(receiver, signed(body) | spoiled, body)[0] == 401
    assert knock(receiver, {}, body)[0] == 401
    assert knock(receiver, signed(body), body.replace(b"A", b"B"))[0] == 401
    assert receiver.ledger.sequences() == []


def test_too_much_is_not_read(receiver):
    assert knock(receiver, {}, b"x" * (receive.LONGEST + 1))[0] == 413


def test_what_came_is_there_after_a_restart(receiver, tmp_path):
    receiver.secrets.write_text(SECRET)
    body = event(1)
    headers = signed(body)
    knock(receiver, headers, body)
    again = Receiver(0, receiver.secrets, Ledger(tmp_path / "events.sqlite"))
    try:
        assert again.take(headers, body)[0] == 409
    finally:
        again.server_close()
        again.ledger.close()


# -- The client's own reader, beside the independent one -----------------------------------------


def test_the_client_reads_what_the_portal_signs(in_use, receiver):
    secret = receiver.secrets.read_text().strip()
    moment = now()
    headers = signing.headers(in_use, "m1", event(1), moment)
    assert verified(event(1), headers, [SECRET, secret])["data"]["sequence"] == 1
    upper = {name.upper(): value for name, value in headers.items()}
    assert verified(event(1), upper, secret)
    for spoiled in (
        {"webhook-id": "m2"},
        {"webhook-timestamp": "1"},
        {"webhook-signature": "v1,ä"},
    ):
        with pytest.raises(SignatureError):
            verified(event(1), {**headers, **spoiled}, secret)
    with pytest.raises(SignatureError):
        verified(event(2), headers, secret)
    with pytest.raises(SignatureError):
        verified(event(1), headers, SECRET)
    with pytest.raises(SignatureError):
        verified(event(1), {}, secret)
    later = moment.timestamp() + 301
    with pytest.raises(SignatureError, match="old"):
        verified(event(1), headers, secret, now=later)


def test_the_client_and_the_library_agree():
    body = event(7)
    assert verified(body, signed(body), SECRET) == Reader(SECRET).verify(body, signed(body))


def test_the_client_answers_a_challenge():
    message = {"type": "webhook.challenge", "data": {"challenge": "abc"}}
    assert json.loads(answer_to(message)) == {"challenge": "abc"}
    assert answer_to({"type": "case_submitted", "data": {}}) is None
