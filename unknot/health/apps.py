from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "unknot.health"
    label = "health"
