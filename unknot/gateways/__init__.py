"""Machines that are not ours: plain values in and out, a fake beside each real one."""
