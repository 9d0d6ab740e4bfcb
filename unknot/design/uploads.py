"""Files that people send: kept in memory until a door has handed them on or refused them, never in a temporary file."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemoryOnly(MemoryFileUploadHandler):
    """Of a file beyond `FILE_UPLOAD_MAX_MEMORY_SIZE` bytes only the size is kept, so that a form can say so."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Take every request: there is no other handler."""
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a chunk as long as the file is not too large."""
        if start + len(raw_data) <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.file.write(raw_data)
        else:
            self.file = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, with the size that was sent."""
        whole = super().file_complete(file_size)
        assert isinstance(whole, InMemoryUploadedFile)  # activated, it always is
        return whole
