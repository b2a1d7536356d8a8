"""What each item does: highlight, requirement, task, background."""
