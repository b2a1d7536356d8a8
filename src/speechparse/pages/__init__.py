"""Pages for a browser. Each is one file that needs no network, and nothing of a document can run in it.

What a page shows is found here (``report`` and its neighbours: pure functions, model to plain rows), how it looks
stands in ``templates/`` (Jinja2, everything escaped) and ``static/`` (style sheets, and scripts without a framework
or a build step). A new kind of thing on the review page is one list in ``report.entries``, one macro in
``templates/_entries.html`` and one range in ``ranges``.
"""
