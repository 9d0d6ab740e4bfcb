from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "unknot.desk"
    label = "desk"
