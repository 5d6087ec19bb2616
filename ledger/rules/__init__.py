"""The catalogue: one folder a rule, with its SQL and its page, and the runner that holds them to their contract."""
