"""Every sentence a person reads is in the catalogues, and each catalogue is complete and compiled."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_catalogues_are_complete() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "bin" / "messages", "--check"], capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)
