"""The coordinators' channel: threads have pages, proposed decisions are answered on their own."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import threads

ONE = "roadmap/threads/<uuid:public_id>/"
DECISION = "roadmap/decisions/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/threads/", threads.thread_list, name="roadmap-threads"),
    path("roadmap/threads/new/", threads.thread_new, name="roadmap-thread-new"),
    path(ONE, threads.thread, name="roadmap-thread"),
    path(f"{ONE}say/", threads.thread_say, name="roadmap-thread-say"),
    path(f"{ONE}propose/", threads.thread_propose, name="roadmap-thread-propose"),
    path(f"{DECISION}answer/", threads.decision_answer, name="roadmap-decision-answer"),
    path(f"{DECISION}withdraw/", threads.decision_withdraw, name="roadmap-decision-withdraw"),
]
