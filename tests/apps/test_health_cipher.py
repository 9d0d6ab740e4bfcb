"""A sealed thing opens with its key, where it was sealed, as it was sealed; and in no other way."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as some

from unknot.health import cipher
from unknot.health.cipher import Unopened, packed, seal, unpacked, unseal

KEY = bytes(range(32))
contents, bounds = some.binary(max_size=300), some.lists(some.text(max_size=12), max_size=4)
documents = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(some.characters(exclude_categories=["Cs"])),
    lambda inner: some.lists(inner) | some.dictionaries(some.text("abc"), inner),
    max_leaves=12,
)


@given(some.binary(min_size=32, max_size=32), contents, bounds)
def test_what_was_sealed_opens(key: bytes, content: bytes, bound: list[str]) -> None:
    assert unseal(key, seal(key, content, bound), bound) == content


@given(contents, some.data())
def test_one_flipped_bit_anywhere_is_refused(content: bytes, data: some.DataObject) -> None:
    sealed = bytearray(seal(KEY, content, ["a"]))
    bit = data.draw(some.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Unopened):
        unseal(KEY, bytes(sealed), ["a"])


@given(contents, some.data())
def test_a_part_of_a_sealed_thing_is_refused(content: bytes, data: some.DataObject) -> None:
    sealed = seal(KEY, content, [])
    with pytest.raises(Unopened):
        unseal(KEY, sealed[: data.draw(some.integers(0, len(sealed) - 1))], [])


@given(contents, bounds, bounds)
def test_what_was_sealed_elsewhere_is_refused(content: bytes, here: list[str], there: list[str]) -> None:
    sealed = seal(KEY, content, here)
    if here != there:
        with pytest.raises(Unopened):
            unseal(KEY, sealed, there)


def test_two_lists_that_read_alike_are_two_places() -> None:
    with pytest.raises(Unopened):
        unseal(KEY, seal(KEY, b"calm", ["a", "bc"]), ["ab", "c"])


@given(contents, some.binary(min_size=32, max_size=32).filter(lambda key: key != KEY))
def test_another_key_is_refused(content: bytes, other: bytes) -> None:
    with pytest.raises(Unopened, match=r"^altered, moved, or sealed with another key$"):
        unseal(other, seal(KEY, content, []), [])


def test_the_same_content_is_never_sealed_alike() -> None:
    assert len({seal(KEY, b"calm", []) for _ in range(100)}) == 100


@given(documents)
def test_a_document_comes_back_as_it_was(document: object) -> None:
    assert unpacked(packed(document)) == document


@given(documents)
def test_a_documents_length_tells_little(document: object) -> None:
    assert len(packed(document)) % 1024 == 0


@pytest.mark.parametrize("text, length", [("x" * 1022, 1024), ("x" * 1023, 2048)])
def test_a_document_is_filled_up_and_not_beyond(text: str, length: int) -> None:
    assert len(packed(text)) == length


@pytest.mark.parametrize("wrong", [float("nan"), object(), "\ud800hush", {1, 2}, {("hush",): 1}])
def test_what_is_no_document_is_refused_without_being_shown(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"^answers: not a JSON document$") as refused:
        packed([wrong])
    assert refused.value.__suppress_context__


def test_a_document_that_holds_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="not a JSON document"):
        packed(endless)


def test_the_examples_run() -> None:
    assert doctest.testmod(cipher) == (0, 3)
