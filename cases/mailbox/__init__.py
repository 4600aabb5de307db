"""Replies by e-mail: fetched from a mailbox, put before the officer whose address they came from,
and filed only when that officer confirms. A mail alone changes nothing and is never answered.

`account` speaks IMAP, `letters` and `bodies` read what came, `senders` say whose it may be,
`taking` makes the rows, `deciding` holds the verbs, `keeping` ends what nobody decided.
"""
