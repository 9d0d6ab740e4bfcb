"""`python -m unknot.config.cli`, where the script `unknot` is not installed."""

import sys

from unknot.config.cli import main

sys.exit(main())
