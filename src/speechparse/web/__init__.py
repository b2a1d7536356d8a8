"""The local page: speechparse for people without a terminal, on their own machine and for nobody else.

``guard`` refuses every request that does not know the address. ``desk`` holds the documents in memory. ``work`` reads
each in a process of its own. ``app`` has the routes, ``start`` runs the server, ``bundle`` builds one file to
double-click.
"""
