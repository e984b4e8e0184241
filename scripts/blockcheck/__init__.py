"""Check that every command block of the notes is well formed."""
