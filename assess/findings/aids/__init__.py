"""Decision aids: tables of datasets, duties, systems and refusals in, frozen results out. No files, no screens."""
