"""The pages of decision aids: what each shows of its result."""
