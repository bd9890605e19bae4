"""Every composed read: the bridge from tables to measurement, and the only caller of promise.

A file that begins with an underscore is not read from outside: it has not asked who may see it."""
