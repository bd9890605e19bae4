"""Every composed read: the bridge from tables to measurement, and the only caller of disclosure."""
