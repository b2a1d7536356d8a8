"""A folder of documents in, one corpus out: found, spread over processes, resumed, failures kept apart.

    discover -> manifest (what is new or changed) -> pool | cluster (one document at a time) -> sink, in order

Laws: the output's bytes depend on the inputs only, not on the number of processes, on what died or on how often
the run was interrupted. A document's result is on disk before the manifest says so. What the parent holds in
memory does not grow with the number of documents. Whatever a document does, it costs that document only.
"""
