"""Manifests and the schemas they must fit."""
