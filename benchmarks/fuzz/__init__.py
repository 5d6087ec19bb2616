"""Coverage-guided fuzzing with atheris; not part of the tests, which fuzz with hypothesis."""
