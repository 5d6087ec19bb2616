"""The Datasette plugin; `serve` opens a ledger in it.

The hooks are named here because Datasette looks for `static/` and `templates/` beside a plugin that is a package.
"""

from ledger.web.plugin import extra_css_urls, get_metadata, prepare_connection, render_cell, startup

__all__ = ["extra_css_urls", "get_metadata", "prepare_connection", "render_cell", "startup"]
