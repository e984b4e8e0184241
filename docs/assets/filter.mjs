/* The filter box of a page about commands: keeps the headings, table rows or list items that have every word typed. */

const box = document.querySelector(".filter input")
const said = document.querySelector(".filter [role=status]")
const more = [...document.querySelectorAll("#more + ul > li")] // the commands on a program's other pages
const parts = document.querySelectorAll(".md-typeset h2").length > 2 ? [...sections(), ...more.map(item => [item])] : rows()

/** Each heading with all that stands below it. */
function sections() {
  return [...document.querySelectorAll(".md-typeset h2:not(#more)")].map(heading => {
    const elements = [heading]
    for (let next = heading.nextElementSibling; next && !next.matches("h2, aside"); next = next.nextElementSibling) elements.push(next)
    return elements
  })
}

function rows() {
  return [...document.querySelectorAll(".md-typeset tbody tr, .md-typeset h2 + ul > li")].map(row => [row])
}

const texts = parts.map(elements => elements.map(element => element.textContent).join(" ").toLowerCase())

function filter() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean)
  let left = 0
  parts.forEach((elements, at) => {
    const wanted = words.every(word => texts[at].includes(word))
    for (const element of elements) element.hidden = !wanted
    left += wanted
  })
  if (more.length) document.querySelector("#more").hidden = more.every(item => item.hidden)
  said.textContent = words.length ? `${left} of ${parts.length}` : ""
}

box.addEventListener("input", filter)
if (box.value) filter() // the browser may have kept it
