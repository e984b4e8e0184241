"""A throw-away cluster of real nodes in namespaces of this machine."""
