"""What the site's own search reads: made of the finished pages, read by docs/assets/search/engine.mjs."""
