/* A card for each word of a command that says what it does: shown where the reader points, taps, or moves with arrow keys.

   What there is to say comes from `words.json` beside the page (inside it in the archive), when the first block is looked at: `says`, a list of
   `[name, sentence]`, `blocks`, by id the words of a block as `[first character, length, [numbers in says]]`, and `lines`,
   by id the line in the page's source. */

const BLOCK = '.highlight[id^="run-"] > pre'
const WORD = ".word, var"
const HINT = [["Commands", "press → to have each word explained, Escape to close"]]
const AWAY = 250 // milliseconds in which a pointer may cross from a word to its card

let said // the promise of words.json
let card, shown, timer

for (const block of document.querySelectorAll(BLOCK)) {
  block.tabIndex = 0
  block.setAttribute("role", "group")
  block.setAttribute("aria-label", "Commands")
}

/** Lets keys scroll what is wider than its place; Material does so for a block that has been seen, and with a mouse alone. */
function reach(blocks) {
  for (const block of [...blocks].filter(block => block.scrollWidth > block.clientWidth)) block.tabIndex = 0
}

reach(document.querySelectorAll("pre > code:not(details:not([open]) *)")) // to measure what is closed would lay out each by itself
document.addEventListener("toggle", event => reach(event.target.querySelectorAll("pre > code")), true) // a solution opens
new MutationObserver(() => { // Material puts each copy button, when its block is seen, into a landmark without a name, tables where no key scrolls
  const buttons = [...document.querySelectorAll("nav.md-code__nav:not([role])")]
  for (const nav of buttons) {
    nav.setAttribute("role", "presentation")
    lead(nav.parentElement)
  }
  reach(buttons.map(nav => nav.parentElement.querySelector("code")))
  reach(document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])"))
}).observe(document.querySelector("article"), {childList: true, subtree: true})

const load = () => said ??= inside() ?? fetch("words.json").then(answer => answer.ok ? answer.json() : {}).catch(() => ({}))
const inside = () => {
  const words = document.querySelector("script#words")
  return words && Promise.resolve(JSON.parse(words.textContent))
}

/** Gives each word of a block that can be explained an element of its own. */
async function prepare(block) {
  if (block.prepared) return
  const {says = [], blocks = {}, lines = {}} = await load()
  if (block.prepared) return
  block.prepared = true
  block.line = lines[block.parentElement.id]
  lead(block)
  const words = blocks[block.parentElement.id] ?? []
  for (const [start, length, about] of words.toReversed?.() ?? [...words].reverse()) {
    const range = place(block.querySelector("code"), start, start + length)
    if (!range) continue
    const word = document.createElement("span")
    word.className = "word"
    word.tabIndex = -1
    word.setAttribute("role", "term")
    word.says = about.map(number => says[number])
    word.append(range.extractContents())
    range.insertNode(word)
  }
  for (const blank of block.querySelectorAll("var")) {
    blank.tabIndex = -1
    blank.setAttribute("role", "button")
    blank.says = [[blank.blank ?? blank.textContent, "stands for a value of your own; press Enter or click to set it for the whole site"]]
  }
}

/** Puts a link to a block's line in the source beside its copy button, where both are there and the site knows its source. */
function lead(block) {
  const page = document.querySelector("a[rel=edit]")
  const buttons = block.querySelector(".md-code__nav")
  if (!page || !buttons || !block.line) return
  const link = document.createElement("a")
  link.className = "md-code__button source"
  link.href = `${page.href.replace("/edit/", "/blob/")}?plain=1#L${block.line}`
  link.title = "Correct this block in its source"
  link.append(page.querySelector("svg").cloneNode(true))
  buttons.prepend(link)
}

/** The range between two characters of a block's text, counted with its placeholders as they were written. */
function place(code, from, to) {
  const range = document.createRange()
  let at = 0, begun = false
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const blank = node.parentElement.closest("var")
    const length = blank ? (blank.blank ?? blank.textContent).length : node.length
    if (!begun && from < at + length) {
      if (blank) return null
      range.setStart(node, from - at)
      begun = true
    }
    if (begun && to <= at + length) {
      if (blank) return null
      range.setEnd(node, to - at)
      return range
    }
    at += length
  }
  return null
}

function show(word, says = word.says) {
  clearTimeout(timer)
  if (shown === word || !says) return
  hide()
  card ??= Object.assign(document.createElement("div"), {id: "card", className: "card"})
  card.setAttribute("role", "tooltip")
  card.replaceChildren(...says.map(([name, sentence]) => {
    const line = document.createElement("p")
    line.append(Object.assign(document.createElement("b"), {textContent: name}), ` ${sentence}.`)
    return line
  }))
  word.closest("main").append(card)
  const {left, bottom, top} = word.getBoundingClientRect()
  const {width, height} = card.getBoundingClientRect()
  const origin = card.offsetParent.getBoundingClientRect()
  const below = bottom + height + 12 < innerHeight || top < height + 12
  card.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - width - 8)) - origin.left}px`
  card.style.top = `${(below ? bottom + 4 : top - height - 4) - origin.top}px`
  word.setAttribute("aria-describedby", card.id)
  shown = word
}

function hide() {
  clearTimeout(timer)
  shown?.removeAttribute("aria-describedby")
  shown = undefined
  card?.remove()
}

const later = (what, wait) => { clearTimeout(timer); timer = setTimeout(what, wait) }
const near = (event, selector) => event.target instanceof Element ? event.target.closest(selector) : null

document.addEventListener("pointerover", event => {
  const block = near(event, BLOCK)
  if (block) prepare(block)
  if (event.pointerType === "touch") return
  const word = near(event, WORD)
  if (word?.says) later(() => show(word), shown ? 60 : 150)
  else if (near(event, ".card")) clearTimeout(timer)
  else if (shown && !shown.matches(":focus")) later(hide, AWAY)
})

document.addEventListener("click", async event => {
  if (near(event, ".card")) return
  const block = near(event, BLOCK)
  if (!block) return hide()
  await prepare(block)
  const word = document.elementFromPoint(event.clientX, event.clientY)?.closest(".word")
  word ? show(word) : hide()
})

document.addEventListener("focusin", async event => {
  const block = near(event, BLOCK)
  if (!block) return hide()
  await prepare(block)
  if (event.target.says) show(event.target)
  else if (event.target === block && block.matches(":focus-visible") && block.querySelector(WORD)) show(block, HINT)
})

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && shown) return hide()
  const block = near(event, BLOCK)
  const words = block && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key) ? [...block.querySelectorAll(WORD)] : []
  if (!words.length || event.altKey || event.ctrlKey || event.metaKey) return
  const at = words.indexOf(document.activeElement)
  const to = {ArrowLeft: Math.max(0, at - 1), ArrowRight: at + 1, Home: 0, End: words.length - 1}[event.key]
  event.preventDefault()
  words[Math.min(to, words.length - 1)].focus()
})
