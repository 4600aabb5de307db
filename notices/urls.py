"""The outbox, for administrators. The inbox is in `cases/urls/casefile.py`: its rows speak of
cases."""

from django.urls import URLPattern, URLResolver, path

from notices import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("deliveries/", views.delivery_list, name="deliveries"),
    path("deliveries/<int:pk>/resend/", views.resend, name="delivery-resend"),
]
