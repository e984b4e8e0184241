// What is wrong with the look of the page at hand, for one way of looking: each function returns a list of words. Uses colours.js.
window.looks = (() => {
  const seen = (one) => {
    const box = one.getBoundingClientRect();
    return one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 1 && box.height > 1;
  };
  const named = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 100);
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const pale = (colour, ground, least) => clear(colour) || contrast(colour, ground) < least;
  const parts = (one) => ["", "::before", "::after"].map((part) => getComputedStyle(one, part || null));
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!clear(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };

  const diagrams = () => [
    ...all(".diagram .line, .diagram .open, .diagram .node, .diagram .cluster, .diagram .life")
      .filter((one) => pale(getComputedStyle(one).stroke, ground(one), 3)),
    ...all(".diagram text").filter((one) => pale(getComputedStyle(one).fill, ground(one), 4.5)),
    ...all(".diagram .node, .diagram .note").filter((one) => {
      const words = one.closest("svg").querySelector("text");
      return words && contrast(getComputedStyle(one).fill, getComputedStyle(words).fill) < 4.5;
    }),
  ].map(named);
  /** Icons that are a mask over a colour, or a drawing. */
  const icons = () => all("body *").filter((one) => parts(one).some((style, part) =>
    style.maskImage !== "none" && (part === 0 || style.content !== "none") && style.display !== "none"
      && pale(style.backgroundColor, ground(one.parentElement), 3))
    || (one.matches("button path, label path, a > svg path, summary path") && pale(getComputedStyle(one).fill, ground(one), 3)))
    .map(named);
  const framed = () => all(".md-typeset :is(button, input, .card):not(.md-icon, .md-clipboard)").filter((one) => {
    const style = getComputedStyle(one);
    return style.appearance === "none" && (style.borderStyle === "none" || pale(style.borderTopColor, ground(one), 3));
  }).map(named);

  const cut = () => all(".md-content :is(h1, h2, h3, h4, p, li, td, th, summary, figcaption), .md-path, .md-footer__title")
    .filter((one) => {
      const box = one.getBoundingClientRect();
      for (let at = one; at !== document.body; at = at.parentElement) {
        const flow = getComputedStyle(at).overflowX;
        if (flow === "auto" || flow === "scroll") return false;
        if (flow !== "visible" && at.scrollWidth > at.clientWidth + 1) return true;
      }
      return box.left < -1 || box.right > innerWidth + 1;
    }).map(named);
  const scrolled = () => all(".md-content *").filter((one) => {
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
    return scrolls && !one.closest('[tabindex="0"]') && !one.querySelector('[tabindex="0"], a[href]');
  }).map(named);
  const wide = () => document.scrollingElement.scrollWidth - innerWidth;

  const seconds = (list) => Math.max(...list.split(",").map((one) => parseFloat(one) * (one.includes("ms") ? 0.001 : 1)));
  const moving = () => [
    ...all("body *").filter((one) => parts(one).some((style) =>
      (style.transitionProperty !== "none" && seconds(style.transitionDuration) > 0.01)
      || (style.animationName !== "none" && seconds(style.animationDuration) > 0.01))),
    ...[document.documentElement].filter((one) => getComputedStyle(one).scrollBehavior === "smooth"),
  ].map(named);

  const stops = [];
  const marks = (one) => [one, ...(one.matches("input") ? [one.nextElementSibling] : []), one.parentElement].filter(Boolean)
    .map((mark) => getComputedStyle(mark)).map((style) => [
      style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0 || clear(style.outlineColor)
        ? "none" : [style.outlineColor, style.outlineWidth],
      style.boxShadow, style.borderTopColor, style.borderTopWidth, style.borderBottomColor,
    ].join()).join(";");
  /** Note where the focus is; false once it has left the page or is back at the first. */
  const stop = () => {
    const one = document.activeElement;
    if (one === document.body || stops.some((stop) => stop.one === one)) return false;
    const shown = one.matches(".md-option") ? one.nextElementSibling : one;
    const box = shown.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    stops.push({ one, marks: marks(one), hidden: !seen(shown) || !inside });
    return true;
  };
  const unmarked = () => {
    document.activeElement.blur();
    return stops.filter((stop) => stop.hidden || stop.marks === marks(stop.one))
      .map((stop) => `${stop.hidden ? "hidden" : "no focus"}: ${named(stop.one)}`);
  };

  return { all, named, pale, diagrams, icons, framed, cut, scrolled, wide, moving, stop, unmarked };
})();
