"""The task ledger: which stretches arrange work, who, when and how much."""
