"""Static files by their hashed names."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed, compressed, and each address worked out once: a page names fifteen files."""

    # The board's modules import each other by the names that they are written with. Others' modules are left alone:
    # some name what only an import map would find.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("desk/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    @cache  # noqa: B019 there is one storage, and it lives as long as the process
    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file. Raises ValueError for one that was not collected."""
        return str(super().url(name, force))
