"""Who reaches what: a line per address, a column per person, the answer in each cell.

    anon  nobody signed in                 orig  somchai, who logged the case (Mae Sai, TH)
    strg  sokha, Cambodia: not concerned   boss  anong, head of Mae Sai
    same  preecha, another Thai office     cdTH  the Thai coordinator
    hdln  thida, Tachileik: the headline   cdMM  the coordinator of Myanmar
    hbos  kyaw, head of Tachileik          obsv  regional observer: totals only
    full  bounmy, Laos: granted full       admn  system administrator: no case content
    ctrb  linh, Viet Nam: may contribute   unpo  an officer between two postings
    rcld  mei, China: granted, recalled    pard  Myanmar's system, scopes to read
                                           pawr  Thailand's system, every scope

A cell is the status of the answer; `in` is "asked to sign in", `-` in the third column means
that the address takes nothing. Out of reach is 404, in reach but not theirs to do is 403.
"""

from dataclasses import dataclass

PAGES = """
                                 anon strg same hdln hbos full ctrb orig boss cdTH cdMM obsv admn unpo pard pawr rcld
# Inbox
GET  inbox              -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  inbox-refresh      -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  inbox-badge        -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST notice-acknowledge notice     in  404  404  302  302  404  404  404  404  404  404  403  403  403   in   in  404
POST notice-take        notice     in  404  404  302  302  404  404  404  404  404  404  403  403  403   in   in  404

# Reading cases
GET  case-list          -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  case-list-export   -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST case-list-export   -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  saved-views        -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  saved-view-new     -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST saved-view-new     -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST saved-view-drop    view       in  404  404  404  404  404  404  302  404  404  404  403  403  403   in   in  404
GET  case-detail        open       in  404  200  200  200  200  200  200  200  200  200  403  403  403   in   in  404
GET  case-detail        draft      in  404  404  404  404  404  404  200  200  404  404  403  403  403   in   in  404
GET  case-detail        closed     in  404  200  200  200  200  404  200  200  200  200  403  403  403   in   in  404

# On paper: as much as one sees
GET  case-report        open       in  404  200  200  200  200  200  200  200  200  200  403  403  403   in   in  404
GET  case-report        draft      in  404  404  404  404  404  404  200  200  404  404  403  403  403   in   in  404
POST case-report        open       in  404  200  200  200  200  200  200  200  200  200  403  403  403   in   in  404
POST case-report        draft      in  404  404  404  404  404  404  200  200  404  404  403  403  403   in   in  404
GET  case-copies        open       in  404  200  200  200  200  200  200  200  200  200  403  403  403   in   in  404

# Made by a worker: the asker's alone, for a day
GET  case-chosen        -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST case-chosen        -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  downloads          -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  download           export     in  404  404  404  404  404  404  200  404  404  404  403  403  403   in   in  404
GET  download-progress  export     in  404  404  404  404  404  404  200  404  404  404  403  403  403   in   in  404
GET  download-content   export     in  404  404  404  404  404  404  200  404  404  404  403  403  403   in   in  404

# Logging a case
GET  case-new           -          in  200  200  200  200  200  200  200  200  403  403  403  403  403   in   in  200
GET  paper-print        -          in  200  200  200  200  200  200  200  200  403  403  403  403  403   in   in  200
POST paper-print        -          in  200  200  200  200  200  200  200  200  403  403  403  403  403   in   in  200
GET  paper-again        paper      in  404  404  404  404  404  404  200  200  403  403  403  403  403   in   in  404
GET  paper-key-in       -          in  200  200  200  200  200  200  200  200  403  403  403  403  403   in   in  200
POST paper-key-in       -          in  200  200  200  200  200  200  302  302  403  403  403  403  403   in   in  200
POST case-new           -          in  302  302  302  302  302  302  302  302  403  403  403  403  403   in   in  302
GET  place-suggest      -          in  200  200  200  200  200  200  200  200  403  403  403  403  403   in   in  200
GET  draft-save         typed      in  404  404  404  404  404  404  302  404  403  403  403  403  403   in   in  404
POST draft-save         typed      in  200  200  200  200  200  200  200  200  403  403  403  403  403   in   in  200
GET  case-edit          draft      in  404  404  404  404  404  404  200  200  403  403  403  403  403   in   in  404
GET  case-edit          open       in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-edit          draft      in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
POST case-edit          open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
GET  case-preview       draft      in  404  404  404  404  404  404  200  200  403  403  403  403  403   in   in  404
GET  case-preview       open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST case-submit        draft      in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
POST case-submit        open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST case-touch         draft      in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
POST case-touch         open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST case-discard       draft      in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404

# Who and what
GET  subject-new        open       in  404  403  403  403  403  200  200  200  403  403  403  403  403   in   in  404
POST subject-new        draft      in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
POST subject-new        open       in  404  403  403  403  403  302  302  302  403  403  403  403  403   in   in  404
GET  subject-detail     suspect    in  404  200  404  404  200  200  200  200  200  404  403  403  403   in   in  404
GET  subject-detail     victim     in  404  404  404  404  200  404  200  200  404  404  403  403  403   in   in  404
GET  subject-edit       suspect    in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST subject-edit       suspect    in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST subject-edit       victim     in  404  403  403  403  403  404  302  302  403  403  403  403  403   in   in  404
POST subject-remove     suspect    in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST subject-restore    gone       in  404  403  403  403  403  404  302  302  403  403  403  403  403   in   in  404
GET  seizure-new        open       in  404  403  403  403  403  200  200  200  403  403  403  403  403   in   in  404
POST seizure-new        draft      in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
POST seizure-new        open       in  404  403  403  403  403  302  302  302  403  403  403  403  403   in   in  404
GET  seizure-detail     tablets    in  404  200  404  404  200  200  200  200  200  404  403  403  403   in   in  404
GET  seizure-edit       tablets    in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST seizure-edit       tablets    in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
GET  seizure-lab        tablets    in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST seizure-lab        tablets    in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST seizure-remove     tablets    in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST seizure-restore    lost       in  404  403  403  403  403  404  302  302  403  403  403  403  403   in   in  404
GET  exhibit-list       open       in  404  200  403  403  200  200  200  200  200  403  403  403  403   in   in  404
GET  exhibit-new        open       in  404  403  403  403  403  200  200  200  403  403  403  403  403   in   in  404
POST exhibit-new        open       in  404  403  403  403  403  302  302  302  403  403  403  403  403   in   in  404
GET  exhibit-detail     bag        in  404  200  404  404  200  200  200  200  200  404  403  403  403   in   in  404
GET  custody-new        bag        in  404  403  403  403  403  200  200  200  403  403  403  403  403   in   in  404
POST custody-new        bag        in  404  403  403  403  403  302  302  302  403  403  403  403  403   in   in  404
POST custody-sign       handed     in  404  403  404  404  403  403  302  302  403  403  403  403  403   in   in  404
GET  link-new           open       in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST link-new           open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST link-remove        link       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404

# Proposing: a country that contributes; deciding: the originator
GET  case-propose       open       in  404  403  403  403  403  200  403  403  403  403  403  403  403   in   in  404
POST case-propose       open       in  404  403  403  403  403  302  403  403  403  403  403  403  403   in   in  404
GET  proposal-detail    proposal   in  404  404  404  404  404  200  200  200  404  404  403  403  403   in   in  404
POST proposal-accept    proposal   in  404  404  404  404  404  403  302  302  403  403  403  403  403   in   in  404
GET  proposal-decline   proposal   in  404  404  404  404  404  403  200  200  403  403  403  403  403   in   in  404
POST proposal-decline   proposal   in  404  404  404  404  404  403  302  302  403  403  403  403  403   in   in  404
POST proposal-take-back proposal   in  404  404  404  404  404  302  403  403  403  403  403  403  403   in   in  404

# Answering
POST case-engage        open       in  404  403  302  302  302  403  403  403  403  403  403  403  403   in   in  404
GET  case-decline       open       in  404  403  200  200  200  403  403  403  403  403  403  403  403   in   in  404
POST case-decline       open       in  404  403  302  302  302  403  403  403  403  403  403  403  403   in   in  404

# Work inside the office, marks of the country: each its own
GET  case-assign        open       in  404  200  200  200  200  200  200  200  200  200  403  403  403   in   in  404
POST case-assign        open       in  404  302  302  302  302  302  302  302  302  302  403  403  403   in   in  404
GET  task-new           open       in  404  200  200  200  200  200  200  200  200  200  403  403  403   in   in  404
POST task-new           open       in  404  302  302  302  302  302  302  302  302  302  403  403  403   in   in  404
GET  task-change        task       in  404  404  404  404  404  404  200  200  404  404  403  403  403   in   in  404
POST task-change        task       in  404  404  404  404  404  404  302  302  404  404  403  403  403   in   in  404
POST task-done          task       in  404  404  404  404  404  404  302  302  404  404  403  403  403   in   in  404
POST task-reopen        task       in  404  404  404  404  404  404  302  302  404  404  403  403  403   in   in  404
GET  case-flag          open       in  404  200  200  200  200  200  200  200  200  200  403  403  403   in   in  404
POST case-flag          open       in  404  302  302  302  302  302  302  302  302  302  403  403  403   in   in  404
POST flag-lift          flag       in  404  302  404  404  404  404  302  302  302  404  403  403  403   in   in  404
GET  case-tags          open       in  404  200  200  200  200  200  200  200  200  200  403  403  403   in   in  404
POST case-tags          open       in  404  302  302  302  302  302  302  302  302  302  403  403  403   in   in  404
POST case-watch         open       in  404  302  302  302  302  302  302  302  302  302  403  403  403   in   in  404
POST case-unwatch       open       in  404  302  302  302  302  302  302  302  302  302  403  403  403   in   in  404

# Two originators (Laos is asked, and is the second one), related cases, an officer leaves
GET  joint-invite       open       in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST joint-invite       open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST joint-accept       invited    in  404  403  403  403  302  404  403  403  403  403  403  403  403   in   in  404
GET  joint-decline      invited    in  404  403  403  403  200  404  403  403  403  403  403  403  403   in   in  404
POST joint-decline      invited    in  404  403  403  403  302  404  403  403  403  403  403  403  403   in   in  404
POST joint-take-back    invited    in  404  403  403  403  403  404  302  302  403  403  403  403  403   in   in  404
GET  joint-step-back    joint      in  404  403  403  403  200  404  403  403  403  403  403  403  403   in   in  404
POST joint-step-back    joint      in  404  403  403  403  302  404  403  403  403  403  403  403  403   in   in  404
GET  case-edit          joint      in  404  403  403  403  200  404  200  200  403  403  403  403  403   in   in  404
GET  relation-new       open       in  404  200  200  200  200  200  200  200  403  403  403  403  403   in   in  404
POST relation-new       open       in  404  302  302  302  302  200  302  302  403  403  403  403  403   in   in  404
POST relation-remove    relation   in  404  302  404  404  404  404  302  302  403  403  403  403  403   in   in  404
GET  posting-list       office     in  403  403  403  403  403  403  403  200  200  403  403  403  403   in   in  403
GET  posting-hand-over  posting    in  403  403  403  403  403  403  403  200  200  403  403  403  403   in   in  403
POST posting-hand-over  posting    in  403  403  403  403  403  403  403  302  302  403  403  403  403   in   in  403

# What only the originator decides
GET  case-note          open       in  404  200  403  403  200  200  200  200  200  403  403  403  403   in   in  404
POST case-note          open       in  404  302  403  403  302  302  302  302  302  403  403  403  403   in   in  404
GET  case-share         open/MM    in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-share         open/MM    in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
GET  case-recall        open/MM    in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-recall        open/MM    in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
GET  case-restrict      open       in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-restrict      open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST case-restrict      draft      in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
GET  case-open-up       open       in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-open-up       office-only in 404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  case-detail        office-only in 404  404  200  200  404  404  200  200  404  404  403  403  403   in   in  404
GET  case-disclose      open/victim in 404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-disclose      open/victim in 404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
GET  case-take-back     shown/LA   in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-take-back     shown/LA   in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
GET  case-close         open       in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-close         open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
GET  case-reopen        closed     in  404  403  403  403  403  404  200  200  403  403  403  403  403   in   in  404
POST case-reopen        closed     in  404  403  403  403  403  404  302  302  403  403  403  403  403   in   in  404
GET  case-withdraw      open       in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-withdraw      open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404

# What waits for the head of the office
GET  case-approval      waiting    in  403  403  403  404  403  403  403  200  403  403  403  403  403   in   in  403
POST case-approval      waiting    in  403  403  403  404  403  403  403  302  403  403  403  403  403   in   in  403

# Handing over: offered to Tachileik, which reads the headline
GET  case-hand-over     open       in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-hand-over     open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
GET  case-hand-over-answer offered in  404  404  200  200  404  404  403  403  403  403  403  403  403   in   in  404
POST case-hand-over-answer offered in  404  404  302  302  404  404  403  403  403  403  403  403  403   in   in  404
POST case-hand-over-cancel offered in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404

# Handling codes; what readers ask of the office that logged the case (the open one is H0)
GET  case-detail        sealed     in  404  200  200  200  200  404  200  200  200  200  403  403  403   in   in  404
POST case-handling-confirm sealed  in  404  302  302  302  302  404  403  403  302  302  403  403  403   in   in  404
GET  case-ask-copy      open       in  404  200  200  200  200  200  403  403  200  200  403  403  403   in   in  404
POST case-ask-copy      open       in  404  200  200  200  200  200  403  403  200  200  403  403  403   in   in  404
GET  case-ask-pass-on   open       in  404  200  403  403  200  200  403  403  200  403  403  403  403   in   in  404
POST case-ask-pass-on   open       in  404  302  403  403  302  302  403  403  302  403  403  403  403   in   in  404
GET  case-ask-more      open       in  404  403  200  200  200  403  403  403  403  200  403  403  403   in   in  404
POST case-ask-more      open       in  404  403  302  302  302  403  403  403  403  302  403  403  403   in   in  404
GET  case-ask-answer    asked      in  404  404  404  404  403  404  200  200  403  403  403  403  403   in   in  404
POST case-ask-answer    asked      in  404  404  404  404  403  404  302  302  403  403  403  403  403   in   in  404

# Files: of the full case; a national one for the own country; kept by who logged or added it
GET  case-file-add       open       in  404  403  403  403  403  200  200  200  403  403  403  403  403   in   in  404
POST case-file-add       open       in  404  403  403  403  403  302  302  302  403  403  403  403  403   in   in  404
GET  case-file-content   file       in  404  200  404  404  200  200  200  200  200  404  403  403  403   in   in  404
GET  case-file-content   national   in  404  200  404  404  404  404  200  200  200  404  403  403  403   in   in  404
GET  case-file-thumbnail file       in  404  200  404  404  200  200  200  200  200  404  403  403  403   in   in  404
GET  case-file-thumbnail national   in  404  200  404  404  404  404  200  200  200  404  403  403  403   in   in  404
GET  case-file-change    file       in  404  403  404  404  403  403  200  200  403  403  403  403  403   in   in  404
POST case-file-change    file       in  404  403  404  404  403  403  302  302  403  403  403  403  403   in   in  404
POST case-file-change    theirs     in  404  403  404  404  403  302  302  302  403  403  403  403  403   in   in  404
POST case-file-remove    file       in  404  403  404  404  403  403  302  302  403  403  403  403  403   in   in  404
POST case-file-restore   removed    in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404

# The network: read by everybody, kept up by those whose data it is
GET  network            -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  office-detail      office     in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  office-edit        office     in  403  403  403  403  403  403  403  200  200  403  403  403  403   in   in  403
POST office-edit        office     in  403  403  403  403  403  403  403  302  302  403  403  403  403   in   in  403
GET  office-roster      office     in  403  403  403  403  403  403  403  200  200  403  403  403  403   in   in  403
POST office-roster      office     in  403  403  403  403  403  403  403  302  302  403  403  403  403   in   in  403
GET  crossing-detail    crossing   in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  crossing-edit      crossing   in  403  403  403  200  403  403  403  200  200  200  403  403  403   in   in  403
POST crossing-edit      crossing   in  403  403  403  302  403  403  403  302  302  302  403  403  403   in   in  403
GET  roadmap            -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200

# The components, for those who build pages
GET  style              -         200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200

# The outbox
GET  deliveries         -          in  403  403  403  403  403  403  403  403  403  403  403  200  403   in   in  403
POST delivery-resend    delivery   in  403  403  403  403  403  403  403  403  403  403  403  302  403   in   in  403
"""

# The same over the API. An address is written without /api/v1/.
API = """
                                                    anon strg same hdln hbos full ctrb orig boss cdTH cdMM obsv admn unpo pard pawr rcld
# Reference data
GET    me/                                 -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    countries/                          -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    countries/{code}/                   country   401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    borders/                            -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    borders/{code}/                     border    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    crossings/                          -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    crossings/{code}/                   crossing  401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    offices/                            -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    offices/{code}/                     office    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    code-lists/                         -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    code-lists/{slug}/                  list      401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    code-lists/{slug}/codes/            list      401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200

# The network, kept up by those whose data it is
PATCH  crossings/{code}/                   crossing  401  403  403  403  200  403  403  403  200  200  200  403  403  403  403  403  403
PATCH  offices/{code}/                     office    401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403  403
GET    offices/{code}/roster/              office    401  403  200  403  403  403  403  200  200  200  403  403  403  403  403  200  403
PUT    offices/{code}/roster/              office    401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403  403

# Reading cases
GET    cases/                              -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   cases/search/                       -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   cases/export/                       -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    saved-views/                        -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   saved-views/                        -         401  201  201  201  201  201  201  201  201  201  201  403  403  403  201  201  201
DELETE saved-views/{public_id}/            view      401  404  404  404  404  404  404  204  404  404  404  403  403  403  404  404  404
GET    cases/{reference}/                  open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/                  draft     401  404  404  404  404  404  404  200  200  404  404  403  403  403  404  404  404
GET    cases/{reference}/                  closed    401  404  200  200  200  200  404  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/grants/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/similar/          open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/access/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    paper-forms/                        -         401  200  200  200  200  200  200  200  200  403  403  403  403  403  403  200  200
POST   paper-forms/                        -         401  201  201  201  201  201  201  201  201  403  403  403  403  403  403  201  201
GET    paper-forms/{reference}/page/       paper     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  200  404
GET    exports/                            -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   exports/                            -         401  400  202  202  202  202  202  202  202  202  202  403  403  403  202  202  400
GET    exports/{public_id}/                export    401  404  404  404  404  404  404  200  404  404  404  403  403  403  404  404  404
GET    exports/{public_id}/content/        export    401  404  404  404  404  404  404  200  404  404  404  403  403  403  404  404  404
GET    cases/{reference}/report/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/report/           draft     401  404  404  404  404  404  404  200  200  404  404  403  403  403  404  404  404
GET    cases/{reference}/copies/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/notes/            open      401  404  200  403  403  200  200  200  200  200  403  403  403  403  403  200  404
POST   cases/{reference}/notes/            open      401  404  201  403  403  201  201  201  201  201  403  403  403  403  403  201  404
GET    cases/{reference}/recalls/          open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
GET    cases/{reference}/events/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/involvements/     open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404

# Logging a case
POST   cases/                              -         401  201  201  201  201  201  201  201  201  403  403  403  403  403  403  201  201
PATCH  cases/{reference}/                  draft     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
PATCH  cases/{reference}/                  open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
DELETE cases/{reference}/                  draft     401  404  404  404  404  404  404  204  204  403  403  403  403  403  403  404  404
DELETE cases/{reference}/                  open      401  404  403  403  403  403  403  409  409  403  403  403  403  403  403  403  404
GET    cases/{reference}/preview/          draft     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
GET    cases/{reference}/preview/          open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/submit/           draft     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
POST   cases/{reference}/submit/           open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/touches/          draft     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
POST   cases/{reference}/touches/          open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404

# Who and what
GET    cases/{reference}/subjects/         open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/subjects/         draft     401  404  404  404  404  404  404  201  201  403  403  403  403  403  403  404  404
POST   cases/{reference}/subjects/         open      401  404  403  403  403  403  201  201  201  403  403  403  403  403  403  403  404
GET    cases/{reference}/subjects/{public_id}/ suspect 401 404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/subjects/{public_id}/ victim 401 404  404  404  404  200  404  200  200  404  404  403  403  403  404  404  404
PATCH  cases/{reference}/subjects/{public_id}/ suspect 401 404  403  404  404  403  403  200  200  403  403  403  403  403  403  403  404
PATCH  cases/{reference}/subjects/{public_id}/ victim 401 404  404  404  404  403  404  200  200  403  403  403  403  403  403  404  404
DELETE cases/{reference}/subjects/{public_id}/ suspect 401 404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
POST   cases/{reference}/subjects/{public_id}/restore/ gone 401 404 403 403 403  403  404  200  200  403  403  403  403  403  403  403  404
GET    cases/{reference}/seizures/         open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/seizures/         draft     401  404  404  404  404  404  404  201  201  403  403  403  403  403  403  404  404
POST   cases/{reference}/seizures/         open      401  404  403  403  403  403  201  201  201  403  403  403  403  403  403  403  404
GET    cases/{reference}/seizures/{public_id}/ tablets 401 404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
PATCH  cases/{reference}/seizures/{public_id}/ tablets 401 404  403  404  404  403  403  200  200  403  403  403  403  403  403  403  404
DELETE cases/{reference}/seizures/{public_id}/ tablets 401 404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
PUT    cases/{reference}/seizures/{public_id}/lab-result/ tablets 401 404 403 404 404 403 403 200 200 403  403  403  403  403  403  403  404
POST   cases/{reference}/seizures/{public_id}/restore/ lost 401 404 403 403 403  403  404  200  200  403  403  403  403  403  403  403  404
GET    cases/{reference}/exhibits/         open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/exhibits/         open      401  404  403  403  403  403  201  201  201  403  403  403  403  403  403  403  404
GET    cases/{reference}/exhibits/{public_id}/ bag 401 404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/exhibits/{public_id}/custody/ bag 401 404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
POST   cases/{reference}/exhibits/{public_id}/custody/ bag 401 404  403  404  404  403  201  201  201  403  403  403  403  403  403  403  404
POST   cases/{reference}/exhibits/{public_id}/custody/{step}/sign/ handed 401 404 403 404 404 403 403 200 200 403 403 403 403 403  403  403  404
GET    cases/{reference}/links/            open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/links/            open      401  404  403  403  403  403  403  201  201  403  403  403  403  403  403  403  404
DELETE cases/{reference}/links/{public_id}/ link     401  404  404  404  404  403  404  204  204  403  403  403  403  403  403  404  404

# Work inside the office, marks of the country: each its own
GET    tasks/                              -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    tags/                               -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    watched/                            -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    cases/{reference}/assignments/      open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/assignments/      open      401  404  400  400  400  400  400  201  201  400  400  403  403  403  403  400  404
DELETE cases/{reference}/assignments/{public_id}/ assignment 401 404 404 404 404 404 404 204 204 404  404  403  403  403  403  204  404
GET    cases/{reference}/tasks/            open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/tasks/            open      401  404  201  201  201  201  201  201  201  201  201  403  403  403  403  400  404
GET    cases/{reference}/tasks/{public_id}/ task     401  404  404  404  404  404  404  200  200  404  404  403  403  403  404  200  404
PATCH  cases/{reference}/tasks/{public_id}/ task     401  404  404  404  404  404  404  200  200  404  404  403  403  403  403  200  404
POST   cases/{reference}/tasks/{public_id}/done/ task 401 404  404  404  404  404  404  200  200  404  404  403  403  403  403  200  404
POST   cases/{reference}/tasks/{public_id}/reopen/ task 401 404 404 404  404  404  404  200  200  404  404  403  403  403  403  200  404
GET    cases/{reference}/flags/            open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/flags/            open      401  404  201  201  201  201  201  201  201  201  201  403  403  403  403  201  404
DELETE cases/{reference}/flags/{public_id}/ flag     401  404  204  404  404  404  404  204  204  204  404  403  403  403  403  204  404
GET    cases/{reference}/tags/             open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/tags/             open      401  404  201  201  201  201  201  201  201  201  201  403  403  403  403  201  404
DELETE cases/{reference}/tags/{public_id}/ tag       401  404  204  404  404  404  404  204  204  204  404  403  403  403  403  204  404
POST   cases/{reference}/watch/            open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  403  403  404
DELETE cases/{reference}/watch/            open      401  404  204  204  204  204  204  204  204  204  204  403  403  403  403  403  404

# Proposing: a country that contributes; deciding: the originator
GET    cases/{reference}/proposals/        open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/proposals/        open      401  404  403  403  403  403  201  403  403  403  403  403  403  403  403  403  404
GET    cases/{reference}/proposals/{public_id}/           proposal 401 404 404 404 404 404 200 200 200 404 404 403 403 403 404 404 404
POST   cases/{reference}/proposals/{public_id}/accept/    proposal 401 404 404 404 404 404 403 200 200 403 403 403 403 403 403 404 404
POST   cases/{reference}/proposals/{public_id}/decline/   proposal 401 404 404 404 404 404 403 200 200 403 403 403 403 403 403 404 404
POST   cases/{reference}/proposals/{public_id}/take-back/ proposal 401 404 404 404 404 404 200 403 403 403 403 403 403 403 403 404 404

# Two originators (Laos is asked, and is the second one), related cases, an officer leaves
GET    cases/{reference}/joint/            invited   401  404  200  200  200  200  404  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/joint/            open      401  404  403  403  403  403  403  201  201  403  403  403  403  403  403  403  404
DELETE cases/{reference}/joint/            invited   401  404  403  403  403  403  404  204  204  403  403  403  403  403  403  403  404
POST   cases/{reference}/joint/accept/     invited   401  404  403  403  403  200  404  403  403  403  403  403  403  403  403  403  404
POST   cases/{reference}/joint/decline/    invited   401  404  403  403  403  200  404  403  403  403  403  403  403  403  403  403  404
POST   cases/{reference}/joint/step-back/  joint     401  404  403  403  403  200  404  403  403  403  403  403  403  403  403  403  404
POST   cases/{reference}/close/            joint     401  404  403  403  403  200  404  200  200  403  403  403  403  403  403  403  404
GET    cases/{reference}/relations/        open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/relations/        open      401  404  201  201  201  201  400  201  201  403  403  403  403  403  403  201  404
DELETE cases/{reference}/relations/{public_id}/ relation 401 404 204 404  404  404  404  204  204  403  403  403  403  403  403  204  404
GET    offices/{code}/postings/            office    401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403  403
GET    offices/{code}/postings/{username}/ posting   401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403  403
POST   offices/{code}/postings/{username}/hand-over/ posting 401 403 403 403 403  403  403  403  200  200  403  403  403  403  403  403  403

# What only the originator decides
POST   cases/{reference}/close/            open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/reopen/           closed    401  404  403  403  403  403  404  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/withdraw/         open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/grants/           open      401  404  403  403  403  403  403  201  201  403  403  403  403  403  403  403  404
DELETE cases/{reference}/grants/{grant}/   grant     401  404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
GET    cases/{reference}/                  office-only 401 404 404  200  200  404  404  200  200  404  404  403  403  403  404  404  404
POST   cases/{reference}/restrict/         open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/open-up/          office-only 401 404 404  403  403  404  404  200  200  403  403  403  403  403  403  404  404
DELETE cases/{reference}/grants/{country}/ open/MM   401  404  403  403  403  403  403  204  204  403  403  403  403  403  403  403  404

# Victims and witnesses: this one was shown to Laos; who does not see a person finds none
GET    cases/{reference}/subjects/{subject}/disclosures/      open/victim 401 404 404 404 404 200 404 200 200 404 404 403 403 403 404 404 404
POST   cases/{reference}/subjects/{subject}/disclosures/      open/victim 401 404 404 404 404 403 404 201 201 403 403 403 403 403 403 404 404
DELETE cases/{reference}/subjects/{subject}/disclosures/{disclosure}/ shown       401 404 404 404 404 403 404 204 204 403 403 403 403 403 403 404 404

# Answering
POST   cases/{reference}/engage/           open      401  404  403  200  200  200  403  403  403  403  403  403  403  403  403  403  404
POST   cases/{reference}/decline/          open      401  404  403  200  200  200  403  403  403  403  403  403  403  403  403  403  404
GET    notices/                            -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    notices/{public_id}/                notice    401  404  404  200  200  404  404  404  404  404  404  403  403  403  200  404  404
POST   notices/{public_id}/acknowledge/    notice    401  404  404  200  200  404  404  404  404  404  404  403  403  403  403  404  404
POST   notices/{public_id}/take/           notice    401  404  404  200  200  404  404  404  404  404  404  403  403  403  403  404  404

# What waits for the head of the office
GET    cases/{reference}/approvals/        open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/approvals/{public_id}/approve/ waiting 401 403 403 403 404  403  403  403  200  403  403  403  403  403  403  403  403
POST   cases/{reference}/approvals/{public_id}/decline/ waiting 401 403 403 403 404  403  403  403  200  403  403  403  403  403  403  403  403

# Handing over: offered to Tachileik, which reads the headline
GET    cases/{reference}/hand-over/        offered   401  404  200  200  200  404  404  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/hand-over/        open      401  404  403  403  403  403  403  201  201  403  403  403  403  403  403  403  404
POST   cases/{reference}/hand-over/accept/ offered   401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  404  404
POST   cases/{reference}/hand-over/decline/ offered  401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  404  404
POST   cases/{reference}/hand-over/cancel/ offered   401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  404  404

# Handling codes; what readers ask of the office that logged the case (the open one is H0)
GET    cases/{reference}/handling/         open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/handling/         sealed    401  404  200  200  200  200  404  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/subjects/         sealed    401  404  403  403  403  403  404  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/handling/confirm/ sealed    401  404  200  200  200  200  404  403  403  200  200  403  403  403  200  200  404
GET    cases/{reference}/asks/             open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/asks/             open      401  404  409  201  201  201  400  403  403  409  201  403  403  403  403  409  404
POST   cases/{reference}/asks/{public_id}/agree/   asked 401 404 404  404  404  403  404  200  200  403  403  403  403  403  403  404  404
POST   cases/{reference}/asks/{public_id}/decline/ asked 401 404 404  404  404  403  404  200  200  403  403  403  403  403  403  404  404

# Files (an upload goes on for who began it only: tests/cases/test_file_upload.py)
GET    cases/{reference}/files/              open     401  404  200  403  403  200  200  200  200  200  403  403  403  403  403  200  404
POST   cases/{reference}/files/              open     401  404  403  403  403  403  201  201  201  403  403  403  403  403  403  403  404
GET    cases/{reference}/files/{public_id}/  file     401  404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/files/{public_id}/  national 401  404  200  404  404  404  404  200  200  200  404  403  403  403  404  200  404
PATCH  cases/{reference}/files/{public_id}/  file     401  404  403  404  404  403  403  200  200  403  403  403  403  403  403  403  404
DELETE cases/{reference}/files/{public_id}/  file     401  404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
POST   cases/{reference}/files/{public_id}/restore/ removed  401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
GET    cases/{reference}/files/{public_id}/content/ file     401  404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/files/{public_id}/content/ national 401  404  200  404  404  404  404  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/files/{public_id}/thumbnail/ file     401  404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404

# The outbox
GET    deliveries/                         -         401  403  403  403  403  403  403  403  403  403  403  403  200  403  403  403  403
POST   deliveries/{pk}/resend/             delivery  401  403  403  403  403  403  403  403  403  403  403  403  204  403  403  403  403

# The description
GET    openapi.json                        -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    docs/                               -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET    {nowhere}                           nowhere   401  404  404  404  404  404  404  404  404  404  404  404  404  404  404  404  404
"""


@dataclass(frozen=True)
class Line:
    method: str
    route: str
    target: str
    cells: tuple[tuple[str, str], ...]
    is_api: bool

    def __str__(self):
        return f"{self.method} {self.route} {self.target}"


def lines(table):
    is_api = table is API
    heading, *rows = [row.split() for row in table.splitlines() if row.strip() and row[0] != "#"]
    for method, route, target, *cells in rows:
        assert len(cells) == len(heading), f"{method} {route}: {len(cells)} cells"
        yield Line(method, route, target, tuple(zip(heading, cells, strict=True)), is_api)
