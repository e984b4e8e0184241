/* Answers queries apart from the page: fetches the index when it is started, headings first and texts behind them.

   Takes `{query}`, gives `{items, query, complete}`, again and then complete once the texts have come, or `{failed}`. */

import {Engine} from "./engine.mjs"
import {items} from "./results.mjs"

const INDEX = new URL("../../search/", import.meta.url)

let engine
let complete = false
let asked

const answer = () => { if (engine && asked !== undefined) postMessage({query: asked, items: items(engine, asked), complete}) }

async function fetched(name) {
  const response = await fetch(new URL(name, INDEX))
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return response.json()
}

async function load() {
  const {pages, sections, short, texts} = await fetched("index.json")
  engine = new Engine({pages, short, sections: sections.map(section => [...section, ""])})
  answer()
  for (const some of await Promise.all(texts.map(fetched)))
    for (const [number, text] of Object.entries(some)) sections[number].push(text)
  engine = new Engine({pages, short, sections})
  complete = true
  answer()
}

addEventListener("message", ({data}) => {
  asked = data.query
  answer()
})
load().catch(error => postMessage({failed: String(error.message ?? error)}))
