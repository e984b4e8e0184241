"""Diagrams: mermaid to SVG."""
