/* Placeholders such as <node>: the reader gives a value once, each block of the site shows and copies it.

   Values stay in the browser's own storage. A block is copied without prompts and without what its commands print. */

const STORE = new URL("../", import.meta.url).pathname + "placeholders"
const PLAIN = /^[\w@%+=:,.\/-]*$/
const LONGEST = 200

/** A value as it has to stand in a script behind `before`: quoted as the shell needs it there. */
export function quoted(value, before) {
  const open = quote(before)
  if (open === "'") return value.replaceAll("'", "'\\''")
  if (open === '"') return value.replace(/["\\$`]/g, "\\$&")
  return PLAIN.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
}

/** Which quote a script leaves open at its end, if any. Comments and what a backslash protects do not count. */
export function quote(script) {
  let open = ""
  for (let at = 0; at < script.length; at++) {
    const letter = script[at]
    if (letter === "\\" && open !== "'") at++
    else if (letter === open) open = ""
    else if (!open && (letter === "'" || letter === '"')) open = letter
    else if (!open && letter === "#" && /^$|\s/.test(script[at - 1] ?? "")) {
      const end = script.indexOf("\n", at)
      at = end < 0 ? script.length : end
    }
  }
  return open
}

/** The commands of a session (`$ ` before each, output between them), or the text as it is where there is no prompt. */
export function commands(text) {
  if (!/^\$ /m.test(text)) return text
  let more = false
  return text.split("\n").filter(line => {
    const wanted = more || line.startsWith("$ ")
    more = wanted && line.endsWith("\\")
    return wanted
  }).map(line => line.replace(/^\$ /, "")).join("\n")
}

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(STORE) ?? "{}")
    return Object.fromEntries(Object.entries(found).filter(([, value]) => typeof value === "string" && value))
  } catch {
    return {} // storage is refused or holds something else
  }
}

function write(values) {
  try {
    localStorage.setItem(STORE, JSON.stringify(values))
    return true
  } catch {
    return false
  }
}

const clean = text => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "").trim().slice(0, LONGEST)

function start() {
  const blanks = [...document.querySelectorAll("pre var")]
  let values = read()
  for (const blank of blanks) {
    blank.blank = blank.textContent
    blank.before = before(blank)
  }
  const names = [...new Set(blanks.map(blank => blank.blank.slice(1, -1)))]

  function apply() {
    for (const blank of blanks) {
      const value = values[blank.blank.slice(1, -1)]
      const text = value === undefined ? blank.blank : blank.before === null ? value : quoted(value, blank.before)
      if (blank.textContent !== text) blank.textContent = text
      blank.classList.toggle("filled", value !== undefined)
    }
  }

  function ask(name) {
    const dialog = made("dialog", {className: "blanks"})
    dialog.setAttribute("aria-labelledby", "blanks")
    const form = made("form", {method: "dialog"})
    form.append(made("h2", {id: "blanks", textContent: "Your own names"}),
      made("p", {textContent: "Every block of the site then shows and copies them. They stay in this browser."}))
    for (const one of names) {
      const label = made("label", {textContent: `<${one}>`})
      label.append(made("input", {name: one, value: values[one] ?? "", maxLength: LONGEST, autocomplete: "off", spellcheck: false, autocapitalize: "off"}))
      form.append(label)
    }
    const reset = made("button", {type: "button", textContent: "Reset all"})
    const buttons = made("div")
    buttons.append(made("button", {textContent: "Use them"}), reset, made("button", {value: "cancel", formNoValidate: true, textContent: "Cancel"}))
    const state = made("p", {className: "state"})
    state.setAttribute("role", "status")
    form.append(buttons, state)
    dialog.append(form)
    form.addEventListener("submit", event => {
      if (event.submitter?.value === "cancel") return
      for (const {name: one, value} of form.querySelectorAll("input")) {
        const text = clean(value)
        if (text) values[one] = text
        else delete values[one]
      }
      apply()
      if (write(values)) return
      event.preventDefault()
      state.textContent = "This browser keeps nothing: the names hold until you leave the page."
    })
    reset.addEventListener("click", () => {
      values = {}
      write(values)
      apply()
      for (const input of form.querySelectorAll("input")) input.value = ""
      state.textContent = "All placeholders are as they were written."
    })
    dialog.addEventListener("close", () => dialog.remove())
    document.body.append(dialog)
    dialog.showModal()
    const first = form.elements[name] ?? form.querySelector("input")
    first.focus()
    first.select()
  }

  apply()
  document.querySelector(".fill-in")?.addEventListener("click", () => ask())
  document.addEventListener("click", event => {
    const blank = event.target instanceof Element && event.target.closest("pre var")
    if (blank && String(getSelection()) === "") ask(blank.blank.slice(1, -1))
  })
  document.addEventListener("keydown", event => {
    const blank = event.key === "Enter" && event.target instanceof Element && event.target.closest("pre var")
    if (!blank) return
    event.preventDefault()
    ask(blank.blank.slice(1, -1))
  })
  addEventListener("storage", ({key}) => { if (key === STORE) { values = read(); apply() } })
}

/** The script before a placeholder; null in a file, where no shell reads it. */
function before(blank) {
  const block = blank.closest(".highlight")
  if (!block.id.startsWith("run-")) return null
  const range = document.createRange()
  range.setStart(block.querySelector("code"), 0)
  range.setEndBefore(blank)
  return String(range)
}

const made = (tag, properties = {}) => Object.assign(document.createElement(tag), properties)

if (typeof document !== "undefined") {
  start()
  document.addEventListener("click", event => { // before Material's own listener, which takes data-copy where there is one
    const button = event.target instanceof Element && event.target.closest("[data-clipboard-target]")
    const code = button && document.querySelector(button.dataset.clipboardTarget)
    const text = code?.textContent ?? ""
    if (code && commands(text) !== text) code.closest(".highlight").dataset.copy = commands(text)
  }, true)
}
