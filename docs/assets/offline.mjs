/* "Read offline": one tap keeps the whole site in this browser; nothing is fetched ahead before it. */

const button = document.querySelector(".read-offline")
const said = document.querySelector(".read-offline ~ [role=status]")
const root = new URL("../", import.meta.url)
const script = new URL("sw.js", root)
const trusted = window.trustedTypes?.createPolicy("offline", {createScriptURL: () => script.href}) // this one only

const say = text => { said.textContent = text }
let busy = false

function kept() {
  button.textContent = "Stop reading offline"
  button.onclick = forget
}

async function keep() {
  button.disabled = busy = true
  say("Fetching the site …")
  try {
    const registration = await navigator.serviceWorker.register(trusted?.createScriptURL("") ?? script, {scope: root})
    const worker = registration.installing ?? registration.waiting ?? registration.active
    await new Promise((resolve, reject) => {
      const look = () => {
        if (worker.state === "activated") resolve()
        if (worker.state === "redundant") reject(new Error("not all of it could be fetched"))
      }
      worker.addEventListener("statechange", look)
      look()
    })
    busy = false
    say("The whole site can now be read and searched without a network.")
    kept()
  } catch (error) {
    busy = false
    await (await navigator.serviceWorker.getRegistration(root))?.unregister()
    say(`It is not kept: ${error.message}. Are you online, and does this browser keep data?`)
  }
  button.disabled = false
}

async function forget() {
  await (await navigator.serviceWorker.getRegistration(root))?.unregister()
  for (const name of await caches.keys()) if (name.startsWith(`offline ${root.pathname} `)) await caches.delete(name)
  say("Nothing is kept any more.")
  button.textContent = label
  button.onclick = keep
}

const label = button?.textContent
if (button && navigator.serviceWorker) {
  button.onclick = keep
  button.hidden = false
  navigator.serviceWorker.addEventListener("message", ({data}) => {
    if (busy && data.all) say(`Fetching the site: ${data.done} of ${data.all} files …`)
  })
  const registration = await navigator.serviceWorker.getRegistration(root)
  if (registration?.active) kept()
  if (registration?.waiting) { // a newer release is there in whole: show it, if no other page is open
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {once: true})
    registration.waiting.postMessage("take over")
  }
}
addEventListener("appinstalled", keep)
