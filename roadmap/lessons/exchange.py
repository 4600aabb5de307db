"""Lessons on the exchange itself: log, tell, answer, ask, share."""

from django.utils.translation import gettext_lazy as _

from agencies.access import Capability
from roadmap.lessons import Lesson, Question

LESSONS = (
    Lesson(
        "log-a-case",
        1,
        _("Log a case in two minutes"),
        5,
        (
            _(
                "Open “New case”. Say where, when, what kind of offence and how urgent. That is "
                "enough to begin: names, vehicles and seizures can be added at once or later."
            ),
            _(
                "What you type is kept as you type it. If the line breaks or you are signed out, "
                "it waits for you under “Cases” as a draft."
            ),
            _(
                "Give the places in the order of the journey. From the order the portal works out "
                "which borders the case touches. If two places have no border in common, it asks "
                "you what lies between. It never guesses."
            ),
            _("A draft is seen by your own office only. Nobody is told before you submit it."),
        ),
        (
            Question(
                _("Who is told of a draft?"),
                (
                    _("Nobody outside your office"),
                    _("The office across the border"),
                    _("The national coordinator"),
                ),
                0,
                _("A draft stays in your office until it is submitted."),
            ),
            Question(
                _("The line breaks while you type. What happens?"),
                (
                    _("You begin again"),
                    _("What you typed is kept, and you go on from there"),
                    _("The case is submitted as it is"),
                ),
                1,
                _("What you type is kept as you type it."),
            ),
            Question(
                _("Why does the order of the places matter?"),
                (
                    _("It makes the list look tidy"),
                    _("It does not matter"),
                    _("From it the portal works out which borders are touched"),
                ),
                2,
                _("Two places in a row in two countries touch the border between them."),
            ),
        ),
        "case-new",
        Capability.LOG_CASE,
    ),
    Lesson(
        "who-is-told",
        1,
        _("Who will be told, and why"),
        5,
        (
            _(
                "Before you submit, the preview shows each office that will be told, what it will "
                "see, and why: which border is touched, and by which place."
            ),
            _(
                "An office is told the headline: reference, offence, crossing, time, urgency, your "
                "office, and how much was seized. No name, and nothing of your narrative."
            ),
            _(
                "You may raise what a country sees in the preview, or later with “Share more or "
                "less”. In some offices the head is asked first. Victims and witnesses stay hidden "
                "even then: each is shown one by one, for a purpose."
            ),
            _(
                "If the portal is wrong about a border, strike it or add one and give the reason. "
                "Both stay in the record."
            ),
        ),
        (
            Question(
                _("What does an office that is told see at first?"),
                (
                    _("The whole case"),
                    _("The headline: no name, no narrative"),
                    _("Only that there is a case"),
                ),
                1,
                _("The headline holds codes and amounts, no personal data."),
            ),
            Question(
                _("You share a case in full. Who sees the victims?"),
                (
                    _("Everybody who sees the full case"),
                    _("The heads of office"),
                    _("Nobody, until you show one of them for a purpose"),
                ),
                2,
                _("Victims and witnesses are shared one by one."),
            ),
            Question(
                _("A border is named that the case does not touch. What do you do?"),
                (
                    _("Strike it and give the reason"),
                    _("Submit and telephone the office"),
                    _("Leave the place out of the case"),
                ),
                0,
                _("What was struck and why stays in the record."),
            ),
        ),
    ),
    Lesson(
        "answer-a-notice",
        1,
        _("Acknowledge, work on it, or not for us"),
        5,
        (
            _(
                "The inbox belongs to the office, not to one person: whoever is on duty takes what "
                "is there. “Acknowledge” says that your office has read it, no more."
            ),
            _(
                "“We work on it” says so. “Not for us” says that you do not, with a reason. The "
                "office that logged the case sees both."
            ),
            _(
                "If nobody answers, the notice climbs: first to the officers on duty, then to the "
                "head of office, then to the national coordinator. How fast depends on the urgency."
            ),
            _(
                "Without a computer at hand, a printed or mailed short code acknowledges one "
                "notice, or says that you need 24 hours. It shows nothing of the case."
            ),
        ),
        (
            Question(
                _("What does “Acknowledge” promise?"),
                (
                    _("That your office has read it"),
                    _("That your office works on it"),
                    _("That you agree with it"),
                ),
                0,
                _("To say that you work on it there is “We work on it”."),
            ),
            Question(
                _("Nobody acknowledges an urgent notice. What happens?"),
                (
                    _("It disappears after a day"),
                    _("It climbs: officers on duty, head, coordinator"),
                    _("The case is closed"),
                ),
                1,
                _("Silence climbs step by step, faster the more urgent it is."),
            ),
            Question(
                _("The case does not concern your office. What do you do?"),
                (
                    _("Nothing"),
                    _("Acknowledge it and forget it"),
                    _("Say “Not for us” and why"),
                ),
                2,
                _("Then the other office knows, and nobody waits."),
            ),
        ),
        "inbox",
        Capability.READ_NOTICES,
    ),
    Lesson(
        "requests",
        1,
        _("Ask, and answer in time"),
        5,
        (
            _(
                "A request may start from a case, from a headline, or from nothing. Say what you "
                "want to know, why, and how urgent it is. The urgency sets the clock."
            ),
            _(
                "Flash: acknowledged in 15 minutes, answered in one hour. Urgent: 1 and 8 hours. "
                "Priority: 8 hours and 3 calendar days. Routine: one working day and 7 calendar "
                "days. The clock follows the working time of the office that answers."
            ),
            _(
                "If the question is not clear, ask back: the clock stops until you are answered. "
                "You can answer in part, take more time with a reason, or refuse with a ground."
            ),
            _(
                "When you are done, report what became of the answer. Those who helped want to "
                "know, and the figures of your office show it."
            ),
        ),
        (
            Question(
                _("Whose working time counts for the deadline?"),
                (
                    _("That of the office that asks"),
                    _("That of the office that answers"),
                    _("The time in Jakarta"),
                ),
                1,
                _("Its calendar, its holidays and its time zone."),
            ),
            Question(
                _("You do not understand the question. What stops the clock?"),
                (
                    _("Asking back"),
                    _("Nothing stops it"),
                    _("Waiting for the other side to notice"),
                ),
                0,
                _("While you wait for their answer your time does not run."),
            ),
            Question(
                _("How soon is a flash request answered?"),
                (_("Within 8 hours"), _("Within a day"), _("Within one hour")),
                2,
                _("Flash is for a pursuit, or a person in danger."),
            ),
        ),
        "request-list",
        Capability.READ_REQUESTS,
    ),
)
