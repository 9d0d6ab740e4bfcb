#!/usr/bin/env python
"""Django's command line on the environment as it is; `unknot manage` brings a home's PostgreSQL along."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unknot.config.settings")
    execute_from_command_line(sys.argv)
