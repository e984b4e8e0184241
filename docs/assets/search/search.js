/* Gives Material's search box a worker of ours in the place of its own, started when the reader first goes to the box.

   Material makes its worker, and fetches its index, on each page view. This one says that it is ready when it is needed,
   takes Material's queries and gives its results. Messages: https://github.com/squidfunk/mkdocs-material, integrations/search. */
{
  const READY = 1, QUERY = 2, RESULT = 3
  const Native = window.Worker
  const worker = new URL("worker.mjs", document.currentScript.src)
  const trusted = window.trustedTypes?.createPolicy("search", {createScriptURL: () => worker.href}) // this one only
  const box = document.querySelector(".md-search__input")
  const line = () => document.querySelector(".md-search-result__meta")
  const busy = state => line().parentElement.setAttribute("aria-busy", state)

  class OnDemand extends EventTarget {
    constructor() {
      super()
      window.Worker = Native // for whoever else wants one
      box.addEventListener("focus", () => this.start())
      if (new URLSearchParams(location.search).has("q") || document.activeElement === box) setTimeout(() => this.start())
    }

    start() {
      if (this.native) return
      if (location.protocol === "file:") return this.here()
      try {
        this.native = new Native(trusted?.createScriptURL("") ?? worker, {type: "module"})
      } catch (error) {
        return this.fail(error.message)
      }
      this.native.addEventListener("message", ({data}) => this.tell(data))
      this.native.addEventListener("error", event => this.fail(event.message ?? "its script cannot be loaded"))
      if (!this.ready) this.give({type: READY})
      this.ready = true
      if (this.query) this.native.postMessage({query: this.query})
    }

    /* In a copy of the site that is read from a folder no worker starts: the search runs in the page. */
    here() {
      this.native = {postMessage: ({query}) => window.search && this.tell({items: window.search(query), query, complete: true})}
      const script = document.createElement("script")
      script.src = new URL("here.js", worker)
      script.onload = () => this.query && this.native.postMessage({query: this.query})
      document.head.append(script)
      this.give({type: READY})
    }

    postMessage({type, data}) {
      if (type !== QUERY) return
      this.query = data
      busy(true)
      this.start() // again, where it failed
      this.native?.postMessage({query: this.query})
    }

    tell({failed, items, query, complete}) {
      if (failed) return this.fail(failed)
      if (query !== this.query) return
      this.give({type: RESULT, data: {items}})
      if (complete) busy(false)
    }

    give(data) {
      this.dispatchEvent(new MessageEvent("message", {data}))
    }

    fail(why) {
      this.native?.terminate()
      this.native = undefined
      this.give({type: RESULT, data: {items: []}})
      busy(false)
      line().textContent = `The search cannot be loaded (${why}). Are you offline? Type again to try once more.`
    }
  }

  document.querySelector(".search-button")?.addEventListener("click", () => box.focus())
  if (box) {
    window.Worker = OnDemand
    addEventListener("keydown", event => { // as on most sites of documentation
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      box.focus()
    })
    box.addEventListener("keydown", event => { // Material's Enter opens the page, this the section that answers
      const best = event.key === "Enter" && document.querySelector(".md-search-result__item:first-child > .md-search-result__link:nth-of-type(2)")
      if (!best || event.isComposing) return
      event.preventDefault()
      event.stopPropagation()
      best.click()
    })
  }
}
