"""Names, offices and ages that should be one."""
