"""A new machine prints the address at which the first account is made, until there is one."""

from pathlib import Path
from urllib.parse import urlsplit

from tests.ground.stack import Stack, comes_true


def test_a_new_home_prints_where_to_begin(tmp_path: Path) -> None:
    with Stack(tmp_path / "home") as stack:
        assert stack.process is not None and stack.process.stdout is not None
        said = [stack.process.stdout.readline() for _ in range(2)]
        address = urlsplit(said[1].split()[-1])
        assert said[1].startswith("Nobody has an account yet. Begin here, once: http://")
        assert comes_true(lambda: stack.status(address.path) == 200)
        assert comes_true(lambda: stack.status(f"{address.path}x") == 404)
