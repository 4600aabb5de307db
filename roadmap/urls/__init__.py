"""The addresses of this app, one module for each part of the programme."""

from django.urls import URLPattern, URLResolver

from roadmap.urls import (
    commitments,
    disputes,
    editions,
    evidence,
    expansion,
    indicators,
    lessons,
    milestones,
    network,
    overview,
    procedures,
    quality,
    reports,
    sites,
    situation,
    standard,
    studies,
    threads,
    training,
    workbook,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *commitments.urlpatterns,
    *disputes.urlpatterns,
    *editions.urlpatterns,
    *evidence.urlpatterns,
    *expansion.urlpatterns,
    *indicators.urlpatterns,
    *lessons.urlpatterns,
    *network.urlpatterns,
    *milestones.urlpatterns,
    *overview.urlpatterns,
    *procedures.urlpatterns,
    *reports.urlpatterns,
    *quality.urlpatterns,
    *sites.urlpatterns,
    *situation.urlpatterns,
    *standard.urlpatterns,
    *threads.urlpatterns,
    *studies.urlpatterns,
    *training.urlpatterns,
    *workbook.urlpatterns,
]
