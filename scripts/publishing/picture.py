"""The picture that other sites show beside a link to this one, drawn from its name and what it says of itself."""

import textwrap
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
GROUND, INK, ACCENT = "#0d2b2e", "#eef6f5", "#74cfc9"
MARGIN, PROMPT = 90, "$ _"


def drawn(title: str, text: str) -> bytes:
    """A PNG of 1200 by 630 pixels; the same words make the same bytes."""
    image = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, SIZE[1] - 14, SIZE[0], SIZE[1]), fill=ACCENT)
    draw.text((MARGIN, 100), PROMPT, ACCENT, ImageFont.load_default(64))
    draw.text((MARGIN, 200), title, INK, ImageFont.load_default(104))
    draw.multiline_text((MARGIN, 365), textwrap.fill(text, 52), INK, ImageFont.load_default(40), spacing=16)
    return _png(image.quantize(32))


def icon(size: int) -> bytes:
    """The same prompt as a square PNG, for a phone's home screen."""
    image = Image.new("RGB", (size, size), GROUND)
    font = ImageFont.load_default(size * 0.5)
    ImageDraw.Draw(image).text((size / 2, size / 2), PROMPT, ACCENT, font, anchor="mm")
    return _png(image.quantize(16))


def _png(image: Image.Image) -> bytes:
    made = BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()
