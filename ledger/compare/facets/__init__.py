"""What a claim tells in comparable form, facet by facet, and the one table of verdicts on two claims."""
