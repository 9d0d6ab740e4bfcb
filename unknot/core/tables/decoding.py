"""Which encoding a file is in."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT = 4000
_PLAIN = ("utf-8", "cp1252")


def decoded(raw: bytes) -> tuple[str, str] | None:
    """The text and its encoding: UTF-8 and UTF-16 with or without a mark, else Windows-1252; None for no text.

    >>> decoded("Päivi".encode("cp1252"))
    ('Päivi', 'cp1252')
    >>> decoded(b"\\x89PNG\\r\\n\\x1a\\n\\x00\\x00") is None
    True
    """
    for encoding in _candidates(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding.removesuffix("-sig")
    return None


def _candidates(raw: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return (encoding,)
    # Every second byte of Latin text in UTF-16 is zero.
    even, odd = raw[0:_LOOKED_AT:2].count(0), raw[1:_LOOKED_AT:2].count(0)
    most = min(len(raw), _LOOKED_AT) // 4
    if most and odd > most and not even:
        return ("utf-16-le",)
    if most and even > most and not odd:
        return ("utf-16-be",)
    return _PLAIN
