from django.apps import AppConfig


class SalonsConfig(AppConfig):
    name = "unknot.salons"
    label = "salons"
