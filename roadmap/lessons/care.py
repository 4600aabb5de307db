"""Lessons on care: handling codes, recall, files, matches, good data."""

from django.utils.translation import gettext_lazy as _

from agencies.access import Capability
from roadmap.lessons import Lesson, Question

LESSONS = (
    Lesson(
        "handling-codes",
        1,
        _("Handling codes: what others may do with it"),
        5,
        (
            _(
                "Each case carries a handling code. H0: to prevent and combat crime, no more is "
                "asked. H1: not in court without your consent. H2: not passed on without your "
                "consent. H3: a restriction in your own words."
            ),
            _(
                "The portal enforces them. Without your consent no report of an H1 case is made "
                "for use in court, and of an H2 case no list, report or file leaves the portal at "
                "all. An H3 text is read and confirmed before the case opens."
            ),
            _(
                "The evaluation says how far the source (A, B, C, X) and the information (1 to 4) "
                "can be trusted. Give it honestly: the other office decides by it."
            ),
        ),
        (
            Question(
                _("A case is H2. May the office that received it pass it on?"),
                (
                    _("Yes, inside its own country"),
                    _("Not before the originator has consented"),
                    _("Yes, without the names"),
                ),
                1,
                _("The officer asks for the consent in the portal; the originator gives it there."),
            ),
            Question(
                _("What does H1 rule out without consent?"),
                (_("Use in court"), _("Reading it twice"), _("Sharing it with the head")),
                0,
                _("With the originator’s consent it is possible."),
            ),
            Question(
                _("You open an H3 case. What comes first?"),
                (
                    _("A call to the coordinator"),
                    _("Nothing"),
                    _("You read the restriction and confirm it"),
                ),
                2,
                _("The restriction stands before the case, in the words of its owner."),
            ),
        ),
    ),
    Lesson(
        "share-and-recall",
        1,
        _("Share more, correct, recall"),
        5,
        (
            _(
                "Share by country or by office, as much as is needed: headline, full, or "
                "contribute. You may set an end: then the share ends by itself."
            ),
            _(
                "Correct a mistake in the case itself. Who sees the case sees the new value, and "
                "the timeline says that it changed. A border that is touched anew is told."
            ),
            _(
                "“Recall” ends a share at once. Each office that had it must acknowledge, and you "
                "see who opened or exported what. What was printed before cannot be taken back, so "
                "share with care."
            ),
            _(
                "Anybody who sees a case can choose a country under “Why can a country see this, "
                "or why not?” and gets one sentence."
            ),
        ),
        (
            Question(
                _("What does a recall do?"),
                (
                    _("It deletes your case"),
                    _("It ends the share at once, and lists who opened what"),
                    _("It asks the other office for permission"),
                ),
                1,
                _("And each office that had it must acknowledge the recall."),
            ),
            Question(
                _("A name is misspelt in a shared case. What do you do?"),
                (
                    _("Write a new case"),
                    _("Telephone every office"),
                    _("Correct it in the case"),
                ),
                2,
                _("Those who see the case see the new value."),
            ),
            Question(
                _("The other office only has to follow the case. How much do you share?"),
                (_("As much as is needed, no more"), _("Always everything"), _("Nothing")),
                0,
                _("You can raise it at any time, and set an end."),
            ),
        ),
        "case-list",
        Capability.READ_CASES,
    ),
    Lesson(
        "files",
        1,
        _("Photos and files on a poor line"),
        5,
        (
            _(
                "Submit the case first: text is small. Add photos afterwards. A file goes up in "
                "pieces and goes on where it stopped when the line comes back."
            ),
            _(
                "Choose “Only our own country” for a file that must stay with you. It is then "
                "shared with nobody else, whatever they see of the case."
            ),
            _(
                "What a file really holds is checked before anybody can open it. Where no scanner "
                "runs it is marked “Not scanned for malware”. The place and time that a telephone "
                "writes into a picture are taken out of the shared copy; your original is kept."
            ),
        ),
        (
            Question(
                _("The line breaks in the middle of an upload. What happens?"),
                (
                    _("It goes on where it stopped"),
                    _("The file is lost"),
                    _("The case is lost"),
                ),
                0,
                _("Files go up in pieces."),
            ),
            Question(
                _("Who opens a file that is only for the own country?"),
                (
                    _("Everybody who sees the full case"),
                    _("Your own country only"),
                    _("Offices of the same kind"),
                ),
                1,
                _("It is never shared, at no level."),
            ),
            Question(
                _("What is taken out of the shared copy of a photo?"),
                (_("Faces"), _("Nothing"), _("The place and time the telephone wrote into it")),
                2,
                _("The original with all of it is kept for you."),
            ),
        ),
    ),
    Lesson(
        "good-data",
        1,
        _("Good data: what the others need"),
        5,
        (
            _(
                "Use the lists: offence, drug, unit, document. A code means the same in eleven "
                "languages. Free text is read by people only."
            ),
            _(
                "Write a name as it stands in the document, in its own script, and the Latin "
                "spelling beside it. A document number needs its issuing country, a plate its "
                "country."
            ),
            _(
                "Log a case on the day it happens. “Data quality” under Roadmap shows what is "
                "missing in the cases of your office, and leads to each of them."
            ),
            _(
                "If the portal says that a similar case exists, look at it before you log another. "
                "Two offices may be on the same lorry."
            ),
        ),
        (
            Question(
                _("How is a name best written?"),
                (
                    _("In English only"),
                    _("In its own script, with the Latin spelling beside it"),
                    _("As it sounds"),
                ),
                1,
                _("So it is found in both."),
            ),
            Question(
                _("Why are codes better than free text?"),
                (
                    _("They are shorter"),
                    _("They cannot be wrong"),
                    _("They mean the same in every language"),
                ),
                2,
                _("The other office reads the code in its own language."),
            ),
            Question(
                _("A similar case is shown while you log yours. What do you do?"),
                (
                    _("Look at it first"),
                    _("Close the page"),
                    _("Log yours twice"),
                ),
                0,
                _("It may be the same case, seen from the other side."),
            ),
        ),
        "roadmap-quality",
    ),
)
