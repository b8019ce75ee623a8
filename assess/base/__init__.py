"""Ground floor: bands, digests, errors, the clock, texts in two languages, where shipped files lie."""
