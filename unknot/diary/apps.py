from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "unknot.diary"
    label = "diary"
