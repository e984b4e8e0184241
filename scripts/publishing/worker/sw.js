/* The service worker of a site that is read offline: serves one whole release from this browser, never parts of two.

   RELEASE stands before this: `{version, files}`, the address of each file below the site's with a hash of its content.
   A new release is fetched beside the old one, what has not changed taken from it, and takes over when no page of the old
   one is open, or when the last page that is open asks for it. Where the server has no such worker any more (an older
   release was put back), this one removes itself. */

const SCOPE = new URL(self.registration.scope)
const NAME = `offline ${SCOPE.pathname} `
const CACHE = NAME + RELEASE.version
const AT_ONCE = 6 // files
const CHECK = 60_000 // milliseconds between two looks at the server

const address = file => new URL(file, SCOPE).href
const marked = (file, hash) => `${address(file)}?${hash}` // what a cache knows a file by

/** The open pages of this site; those of the release before are not controlled by this worker. */
async function pages() {
  const open = await self.clients.matchAll({includeUncontrolled: true})
  return open.filter(client => client.url.startsWith(SCOPE.href))
}

async function tell(message) {
  for (const client of await pages()) client.postMessage(message)
}

/** A file of this release from the server, which may have another one by now. */
async function fetched(file, hash) {
  const answer = await fetch(address(file), {cache: "no-cache"})
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`)
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer()))
  const found = Array.from(digest, byte => byte.toString(16).padStart(2, "0")).join("")
  if (!found.startsWith(hash)) throw new Error(`${file}: there is a newer one`)
  return answer
}

async function fill() {
  const cache = await caches.open(CACHE)
  const waiting = Object.entries(RELEASE.files)
  const all = waiting.length
  let done = 0
  const next = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const [file, hash] = one
      const kept = await caches.match(marked(file, hash))
      await cache.put(marked(file, hash), kept ?? await fetched(file, hash))
      if (++done % 10 === 0 || done === all) await tell({done, all})
    }
  }
  try {
    await Promise.all(Array.from({length: AT_ONCE}, next))
  } catch (error) {
    waiting.length = 0
    await caches.delete(CACHE) // all of it or nothing
    await tell({failed: String(error.message ?? error)})
    throw error
  }
}

async function forget(keep) {
  for (const name of await caches.keys()) if (name.startsWith(NAME) && name !== keep) await caches.delete(name)
}

/** The file of a request, as RELEASE names it; undefined for what is not of this release. */
function file(url) {
  if (url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return undefined
  const path = decodeURI(url.pathname.slice(SCOPE.pathname.length))
  return [path, `${path}index.html`, `${path}/index.html`].find(name => Object.hasOwn(RELEASE.files, name))
}

async function answer(request, name) {
  const kept = await caches.match(marked(name, RELEASE.files[name]), {cacheName: CACHE})
  return kept ?? fetch(request) // the browser may have dropped it
}

let looked = 0
async function look() {
  if (Date.now() - looked < CHECK) return
  looked = Date.now()
  const there = await fetch(address("sw.js"), {cache: "no-store"}).catch(() => undefined)
  if (there?.status === 404 || there?.status === 410) {
    await forget()
    await self.registration.unregister()
  } else if (there?.ok) {
    await self.registration.update().catch(() => undefined)
  }
}

self.addEventListener("install", event => event.waitUntil(fill()))
self.addEventListener("activate", event => event.waitUntil(forget(CACHE).then(() => self.clients.claim())))
self.addEventListener("message", event => {
  if (event.data !== "take over") return
  event.waitUntil(pages().then(open => { if (open.length < 2) return self.skipWaiting() }))
})
self.addEventListener("fetch", event => {
  const {request} = event
  if (request.method !== "GET") return
  const url = new URL(request.url)
  const name = file(url)
  if (request.mode === "navigate") event.waitUntil(look())
  if (name && request.mode === "navigate" && name === `${decodeURI(url.pathname.slice(SCOPE.pathname.length))}/index.html`)
    return event.respondWith(Response.redirect(`${url.origin}${url.pathname}/${url.search}`)) // links on it are relative
  if (name) return event.respondWith(answer(request, name))
  if (request.mode === "navigate" && url.href.startsWith(SCOPE.href))
    event.respondWith(fetch(request).catch(() => answer(request, "404.html")))
})
