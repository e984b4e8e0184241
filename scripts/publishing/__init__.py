"""What becomes of finished pages before they are published; knows nothing of MkDocs."""
