from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "unknot.people"
    label = "people"
