// Only `dev.py serve` keeps this file, for diagrams that merman cannot draw here: there the theme fetches mermaid
// by itself. mermaid2 must be given a local file, or it asks a CDN at every build whether its own is still there.
export default undefined;
