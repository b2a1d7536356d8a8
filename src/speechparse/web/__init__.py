"""speechparse for people without a terminal: a page on their own machine, for nobody else.

``guard`` lets in only who knows the address, ``desk`` holds the documents in memory, ``work`` reads them in processes
of their own, ``app`` is the routes, ``start`` runs it all, ``bundle`` builds what can be double-clicked.
"""
