"""The product's settings with one more address: the page that ours is measured against."""

from unknot.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.results_urls"
