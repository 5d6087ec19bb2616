"""The Datasette plugin; `serve` opens a ledger in it.

The hooks are named here because Datasette looks for `static/` and `templates/` beside a plugin that is a package.
"""

from ledger.web.plugin import (
    database_actions,
    extra_css_urls,
    get_metadata,
    menu_links,
    permission_allowed,
    prepare_connection,
    register_actions,
    register_routes,
    render_cell,
    startup,
)

__all__ = [
    "database_actions",
    "extra_css_urls",
    "get_metadata",
    "menu_links",
    "permission_allowed",
    "prepare_connection",
    "register_actions",
    "register_routes",
    "render_cell",
    "startup",
]
