"""A page in, the same that is first painted when the tables of its first screen are whole out.

A table's columns find their widths by all of its rows: what is painted before the last has come moves.
"""

import re

SCREEN = 6000  # characters of a page's own HTML within which a phone's first screen ends
FAR = 3 * SCREEN  # who waits for more than this waits for the network
NAMED = re.compile(r'<[^<>]* id="([^"]+)"')


def waited_for(html: str) -> str:
    """Browsers wait with painting for what stands behind the last table that begins on the first screen, if it is near."""
    begin = html.find("<article")
    table = html.rfind("<table>", begin, begin + SCREEN) if begin >= 0 else -1
    behind = NAMED.search(html, html.find("</table>", table)) if table >= 0 else None
    if not behind or behind.start() > begin + FAR:
        return html
    link = f'<link rel="expect" href="#{behind[1]}" blocking="render">'
    return html.replace("</head>", f"{link}</head>", 1)
