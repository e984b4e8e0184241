// How colours differ, for look.js and looks.js.
const numbers = (colour) => (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
const light = (colour) => {
  const [r, g, b] = numbers(colour).map((c) => ((c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
};
const clear = (colour) => colour === "none" || (numbers(colour).length === 4 && numbers(colour)[3] === 0);
