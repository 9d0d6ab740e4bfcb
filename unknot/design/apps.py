from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "unknot.design"
    label = "design"
