"""Tests talk to nobody but this machine."""

import socket

import pytest


def test_a_test_cannot_connect_to_another_machine() -> None:
    with socket.socket() as outward, pytest.raises(PermissionError):
        outward.connect(("192.0.2.1", 80))


def test_a_test_cannot_look_up_another_machine() -> None:
    with pytest.raises(PermissionError):
        socket.getaddrinfo("example.org", 80)


def test_a_test_can_connect_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket() as caller:
        caller.connect(listener.getsockname())
