"""The rules of time, fitness and money as plain values: no Django, no I/O, no clock, no dice."""
