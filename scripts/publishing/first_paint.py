"""A page in, the same that is first painted when nothing of its first screen moves any more out.

What is painted before its neighbours have come moves: a header's buttons, and a table's columns, whose widths hang on all rows.
"""

import re

SCREEN = 6000  # characters of a page's own HTML within which a phone's first screen ends
FAR = 3 * SCREEN  # who waits for more than this waits for the network
NAMED = re.compile(r'<[^<>]* id="([^"]+)"')


def waited_for(html: str) -> str:
    """Browsers wait with painting for the title, and for what stands behind the last table that begins on the first screen."""
    begin = html.find("<article")
    title = NAMED.search(html, begin) if begin >= 0 else None
    table = html.rfind("<table>", begin, begin + SCREEN) if begin >= 0 else -1
    behind = NAMED.search(html, html.find("</table>", table)) if table >= 0 else None
    last = behind if behind and behind.start() <= begin + FAR else title
    if not last:
        return html
    link = f'<link rel="expect" href="#{last[1]}" blocking="render">'
    return html.replace("</head>", f"{link}</head>", 1)
