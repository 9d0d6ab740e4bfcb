from django.apps import AppConfig


class PlumbingConfig(AppConfig):
    name = "unknot.plumbing"
    label = "plumbing"
