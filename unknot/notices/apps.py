from django.apps import AppConfig
from django.utils.module_loading import import_string


class NoticesConfig(AppConfig):
    name = "unknot.notices"
    label = "notices"

    def ready(self) -> None:
        # By name: readers need models, which may be imported only once every app is there.
        import_string("unknot.notices.readers.subscribe")()
