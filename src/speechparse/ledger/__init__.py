"""The ledger (任务分解表) as an office makes it: rows cut from the tasks, matched with last year's, put under a title.

Everything here is a pure function over ``model.Speech`` and its text. The formats stand in ``writers``.
"""
