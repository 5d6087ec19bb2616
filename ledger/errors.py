"""What can go wrong, one class per cause. A message says what, where, and what to do next."""


class LedgerError(Exception):
    """Anything the user can mend. The command line prints it in one line and exits with 2."""


class ArticleError(LedgerError):
    """An article cannot be read. The message begins with the file."""


class CorpusError(LedgerError):
    """A folder cannot be taken as a corpus, or two of its articles get in each other's way."""


class ConfigError(LedgerError):
    """The configuration or the vocabulary is not what its schema asks for."""


class StoreError(LedgerError):
    """The database cannot be opened, written or migrated."""


class RuleError(LedgerError):
    """A rule does not keep the contract of rules."""


class NotFoundError(LedgerError):
    """No claim, conflict, article or rule has this id."""
