/* The button for the colours, and the start of all other scripts: when the text is on the screen, in whose way they would be. */
{
  const root = document.documentElement

  const buttons = [...document.querySelectorAll(".palette button")]
  buttons.forEach((button, at) => button.onclick = () => {
    const next = buttons[(at + 1) % buttons.length]
    __md_set("__palette", {color: {media: next.value}})
    __show_palette()
    next.focus()
  })
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", __show_palette)

  const SHOWN = 50 // milliseconds within which what a frame has painted is on the screen
  const content = document.importNode(document.querySelector("body > template:last-of-type").content, true)
  const scripts = [...content.children]
  const start = async () => {
    const ended = scripts.map(script => new Promise(resolve => {
      script.async = false // one after the other
      script.onload = resolve
      script.onerror = () => {
        if (!script.type) root.className = "no-js"
        resolve()
      }
    }))
    document.body.append(content)
    await Promise.all(ended)
    document.dispatchEvent(new Event("DOMContentLoaded")) // Material's bundle waits for it, and it has been
    root.dataset.ready = ""
  }
  addEventListener("load", () => requestAnimationFrame(() => setTimeout(start, SHOWN)))
}
