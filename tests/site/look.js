// What a test wants to know of the page it has open: run in the browser, returns plain data. Uses colours.js.
(() => {
  const ground = getComputedStyle(document.body).backgroundColor;

  const words = (text, svg, scale) => {
    const box = text.getBBox();
    const frame = svg.viewBox.baseVal;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    let below = null;
    for (const shape of svg.querySelectorAll("rect, path, polygon, circle")) {
      if (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING || shape.closest("marker")) continue;
      const fill = getComputedStyle(shape).fill;
      const at = new DOMPoint(x, y).matrixTransform(shape.getCTM().inverse().multiply(text.getCTM()));
      if (!clear(fill) && shape.isPointInFill(at)) below = shape;
    }
    const style = getComputedStyle(text);
    return {
      text: text.textContent,
      contrast: contrast(style.fill, below ? getComputedStyle(below).fill : ground),
      size: parseFloat(style.fontSize) * scale,
      inside: box.x >= frame.x && box.y >= frame.y && box.x + box.width <= frame.x + frame.width,
      fits: !below || below.tagName !== "rect" || box.width <= below.getBBox().width,
    };
  };

  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    dark: light(ground) < 0.5,
    diagrams: [...document.querySelectorAll(".diagram svg")].map((svg) => {
      const box = svg.getBoundingClientRect();
      const around = svg.parentElement;
      const scale = box.width / svg.viewBox.baseVal.width;
      return {
        name: document.getElementById(svg.getAttribute("aria-labelledby"))?.textContent,
        width: box.width,
        height: box.height,
        reachable: box.width <= around.clientWidth + 1 || getComputedStyle(around).overflowX === "auto",
        line: contrast(getComputedStyle(svg.querySelector(".line")).stroke, ground),
        words: [...svg.querySelectorAll("text")].map((text) => words(text, svg, scale)),
      };
    }),
    undrawn: document.querySelectorAll("pre.mermaid, div.mermaid, code.language-mermaid").length,
  };
})()
