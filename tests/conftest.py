"""What holds for every test."""

from hypothesis import HealthCheck, settings

# A timing never fails a test: the first example pays for the tables it loads, and a busy machine for the rest.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
