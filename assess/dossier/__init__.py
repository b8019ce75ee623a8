"""The record: entities, the journal of events as the truth, the store, evidence blobs."""
