/* What the engine found in, the items that Material's result list shows out: text only, all of it escaped. */

import {words} from "./engine.mjs"

const SHOWN = 3 // sections of a page that show at once; those that fit less follow behind "more on this page"
const MOST_SECTIONS = 8
const LONGEST = 220 // characters of a line
const CODE = "\t"
const ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}

const escaped = text => text.replace(/[&<>"']/g, found => ESCAPES[found])

/** Items for Material: of each page itself, then its sections, `{location, title, text, score, terms}`. */
export function items(engine, query) {
  const meant = engine.understood(query)
  return engine.search(query).map(({page, score, sections}) => {
    const {url, title} = engine.pages[page]
    const good = sections.filter(one => one.score > 0 && one.score > sections[0].score / 5).slice(0, MOST_SECTIONS)
    const [first] = good.length ? good : sections
    const whole = item(url, marked(title, meant), "", score)
    const parts = good.filter(({section}) => engine.sections[section][1]).map(({section}, at) => {
      const [, anchor, heading, , text] = engine.sections[section]
      return item(`${url}#${anchor}`, marked(heading, meant), excerpt(text, meant), at < SHOWN ? score : score / 2)
    })
    if (first && !engine.sections[first.section][1]) whole.text = excerpt(engine.sections[first.section][4], meant)
    return [whole, ...parts]
  })
}

const item = (location, title, text, score) => ({location, title, text, score, terms: {}})

/** The lines of a text that answer the query best, as HTML: a command with the line above it that says what it is for. */
function excerpt(text, meant) {
  const lines = text.split("\n")
  let best = 0, most = -1
  lines.forEach((line, at) => {
    const found = new Set()
    for (const raw of line.split(/\s+/)) for (const word of words(raw)) if (meant.has(word)) found.add(meant.get(word))
    const value = found.size + (line.startsWith(CODE) ? 0.5 : 0)
    if (value > most) { most = value; best = at }
  })
  if (!lines[best]?.startsWith(CODE)) return `<p>${marked(shortened(lines[best] ?? "", meant), meant)}</p>`
  let from = best
  while (from > 0 && lines[from - 1].startsWith(CODE) && lines[from - 1].endsWith("\\")) from--
  let to = best
  while (lines[to + 1]?.startsWith(CODE) && lines[to].endsWith("\\")) to++
  let above = from - 1
  while (above >= 0 && lines[above].startsWith(CODE)) above--
  const purpose = above >= 0 ? `<p>${marked(shortened(lines[above], meant), meant)}</p>` : ""
  const code = lines.slice(from, Math.min(to + 1, from + 4)).map(line => marked(line.slice(1, LONGEST), meant)).join("\n")
  return `${purpose}<pre><code>${code}</code></pre>`
}

/** A long line around the first word that was meant. */
function shortened(line, meant) {
  if (line.length <= LONGEST) return line
  const pieces = line.split(/(\s+)/)
  let before = 0
  for (const piece of pieces) {
    if ([...words(piece)].some(word => meant.has(word))) break
    before += piece.length
  }
  const start = before >= line.length ? 0 : Math.max(0, before - LONGEST / 3)
  const from = start ? line.indexOf(" ", start) + 1 : 0
  return `${from ? "… " : ""}${line.slice(from, from + LONGEST)}${from + LONGEST < line.length ? " …" : ""}`
}

/** Text as HTML with the words that were meant marked. */
function marked(text, meant) {
  return text.split(/(\s+)/).map(piece => {
    const found = piece && [...words(piece)].some(word => meant.has(word))
    return found ? `<mark>${escaped(piece)}</mark>` : escaped(piece)
  }).join("")
}
