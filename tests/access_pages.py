"""The pages of the access table; how to read it stands in `access_table`."""

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
GET  count-new          open       in  404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST count-new          open       in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST count-remove       count      in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
POST count-restore      miscount   in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
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
POST link-restore       mislink    in  404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404

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
GET  case-unprotect     freed in 404  403  403  403  403  403  200  200  403  403  403  403  403   in   in  404
POST case-unprotect     freed in 404  403  403  403  403  403  302  302  403  403  403  403  403   in   in  404
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

# The code lists: read by everybody, kept by the administrator
GET  code-lists         -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  code-list          list       in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  code-new           list       in  403  403  403  403  403  403  403  403  403  403  403  200  403   in   in  403
POST code-new           list       in  403  403  403  403  403  403  403  403  403  403  403  302  403   in   in  403
GET  code-edit          drug       in  403  403  403  403  403  403  403  403  403  403  403  200  403   in   in  403
POST code-edit          drug       in  403  403  403  403  403  403  403  403  403  403  403  302  403   in   in  403
GET  code-retire        drug       in  403  403  403  403  403  403  403  403  403  403  403  200  403   in   in  403
POST code-retire        drug       in  403  403  403  403  403  403  403  403  403  403  403  302  403   in   in  403

# The components, for those who build pages
GET  style              -         200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200

# The outbox
GET  deliveries         -          in  403  403  403  403  403  403  403  403  403  403  403  200  403   in   in  403
POST delivery-resend    delivery   in  403  403  403  403  403  403  403  403  403  403  403  302  403   in   in  403
"""
