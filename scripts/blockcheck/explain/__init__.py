"""The words of the pages' commands: what each does, where each is used, as cards and as generated pages."""
