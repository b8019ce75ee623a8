"""Two snapshots beside each other: what surely changed, whose doing it is, and what a reissued report corrects."""
