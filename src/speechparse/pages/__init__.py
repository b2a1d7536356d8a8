"""Pages for a browser: each whole in itself, without network, and with nothing of a document that can run.

What a page shows is found here (``report`` and its neighbours: pure functions, model to plain rows), how it looks
stands in ``templates/`` (Jinja2, everything escaped) and ``static/`` (style sheets, and scripts without a framework
or a build step). A new kind of thing on the review page is one list in ``report.entries``, one macro in
``templates/_entries.html`` and one range in ``ranges``.
"""
