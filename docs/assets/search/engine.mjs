/* The search itself: an index in, and for a query the best sections of the best pages out. Knows no browser.

   An index is what scripts/blockcheck/search writes: `short`, short names with what they stand for; `pages`, a list of `{url, title, aliases, boost}`, and `sections`, a
   list of `[page, anchor, title, weight, text]`. A word is found whole, by its beginning, by a part of it (`daemonsets` of
   `--ignore-daemonsets`, `policy` of `NetworkPolicy`), without its ending, and, where nothing else fits, misspelt. */

const LONGEST = 400 // characters of a query that are read: more is a page pasted by mistake
const MOST_TERMS = 24
const COMMON = new Set("a an and are as at be by can cannot could do does for from has have how i if in into is it its me my of on or should so that the their then there this to use used using vs was were what when where which who why will with you your".split(" "))
const COMMON_WEIGHT = 0.15
const SENTENCE = /[\s\u200b]+/u
const STRIPPED = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu
const INNER = /[^\p{L}\p{N}]+/u
const SEGMENT = /[=:,/|;()[\]{}<>"'`]+/u
const HUMP = /(\p{Ll}|\p{N})(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu

/** Text as it is compared: one case, plain quotes and dashes, nothing invisible. */
export function folded(text) {
  return text.normalize("NFKC").replace(/[\u200b-\u200d\u2060\ufeff]/g, "").replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').toLowerCase()
}

/** A word without what only grammar adds to it. */
export function stem(word) {
  if (word.length < 4 || /[^\p{L}]/u.test(word)) return word
  return word.replace(/(?<=[^aeiou])ies$/, "y").replace(/(?<=(?:ss|x|ch|sh))es$/, "").replace(/(?<=[^su])s$/, "")
    .replace(/(?<=\p{L}{3})(?:ing|ed)$/u, "").replace(/(?<=\p{L}{3})e$/u, "")
}

/** All words that a word of text stands for: itself, its segments, its parts, its parts in one. */
export function words(raw) {
  if (!remembered.has(raw)) remembered.set(raw, [...forms(raw)])
  return remembered.get(raw)
}
const remembered = new Map()

function* forms(raw) {
  const whole = folded(raw).replace(STRIPPED, "")
  if (!whole) return
  yield whole
  const seen = new Set([whole])
  for (const segment of whole.split(SEGMENT)) {
    const word = segment.replace(STRIPPED, "")
    const parts = word.split(INNER).filter(Boolean)
    for (const one of [word, ...parts, parts.length < 4 ? parts.join("") : ""])
      if (one && !seen.has(one)) { seen.add(one); yield one }
  }
  const humps = raw.replace(STRIPPED, "").replace(HUMP, "$&\0").split(/[\0]|[^\p{L}\p{N}]+/u)
  for (const hump of humps) {
    const one = folded(hump)
    if (one && !seen.has(one)) { seen.add(one); yield one }
  }
}

/** How many letters are missing, surplus, wrong or swapped with the next; more than `most` counts as `most + 1`. */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before = [], last = Array.from({length: b.length + 1}, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    before = last
    last = row
  }
  return last[b.length]
}

// What a word counts for by where it stands.
const IN_PAGE_TITLE = 2.2, IN_ALIAS = 2, IN_HEADING = 1.7, IN_TEXT = 1
const TITLE_LIKE = 8, ALIAS_LIKE = 9, HEADING_LIKE = 5 // a title that says what the query says
const PHRASE_OFTEN = 0.5
const PART = 0.6 // `container` in `ContainerCreating`
const SHORT = 0.8 // `sts` for a StatefulSet

export class Engine {
  constructor({pages, sections, short = {}}) {
    this.short = short
    this.pages = pages
    this.sections = sections
    this.postings = new Map() // word -> Map(section -> how often in its text)
    this.headings = new Map() // word -> Map(section -> weight)
    this.titles = new Map() // word -> Map(page -> weight), its title and aliases
    this.stems = new Map() // stem -> [word]
    this.lengths = sections.map(section => this.#add(section))
    this.average = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, sections.length)
    this.pageSections = pages.map(() => [])
    sections.forEach(([page], at) => this.pageSections[page].push(at))
    pages.forEach((page, at) => {
      for (const raw of page.title.split(SENTENCE)) for (const word of words(raw)) this.#title(word, at, IN_PAGE_TITLE)
      for (const alias of page.aliases) for (const raw of alias.split(SENTENCE)) for (const word of words(raw)) this.#title(word, at, IN_ALIAS)
    })
    this.lines = sections.map(([, , title, , text]) => folded(`${title}\n${text}`))
    this.names = pages.map(page => [page.title, ...page.aliases].map(name => this.#name(name)))
    this.heads = sections.map(([, , title]) => this.#name(title))
    this.vocabulary = [...new Set([...this.postings.keys(), ...this.headings.keys(), ...this.titles.keys()])].sort()
    for (const word of this.vocabulary) {
      const key = stem(word)
      this.stems.has(key) ? this.stems.get(key).push(word) : this.stems.set(key, [word])
    }
  }

  #add([, , title, , text], at = this.added = (this.added ?? -1) + 1) {
    let length = 0
    for (const raw of text.split(SENTENCE)) {
      length++
      for (const word of words(raw)) {
        const found = this.postings.get(word) ?? this.postings.set(word, new Map()).get(word)
        found.set(at, (found.get(at) ?? 0) + 1)
      }
    }
    for (const raw of title.split(SENTENCE)) words(raw).forEach((word, part) => {
      const found = this.headings.get(word) ?? this.headings.set(word, new Map()).get(word)
      found.set(at, Math.max(found.get(at) ?? 0, part ? PART : 1))
    })
    return length
  }

  /** The words of a short text, each with its weight. */
  #name(text) {
    return text.split(SENTENCE).map(raw => ({forms: words(raw)})).filter(word => word.forms.length)
      .map(({forms}) => ({forms, weight: COMMON.has(forms[0]) ? COMMON_WEIGHT : 1}))
  }

  #title(word, page, weight) {
    const found = this.titles.get(word) ?? this.titles.set(word, new Map()).get(word)
    found.set(page, Math.max(found.get(page) ?? 0, weight))
  }

  /** The query's words: `{text, weight, last}`; of one that has parts, the parts too. */
  terms(query) {
    const typed = query.slice(0, LONGEST).split(SENTENCE).map(raw => ({raw, text: folded(raw).replace(STRIPPED, "")})).filter(term => term.text)
    return typed.slice(0, MOST_TERMS).map(({raw, text}, at) => {
            const parts = text.split(INNER).filter(Boolean)
      return {text, parts: parts.length > 1 ? parts : [], weight: COMMON.has(text) ? COMMON_WEIGHT : 1, last: at === typed.length - 1}
    })
  }

  /** Words of the vocabulary that a query asks for, nearly surely -> number of the query's word. */
  understood(query) {
    const found = new Map()
    this.terms(query).forEach(({text, parts, weight}, at) => {
      if (weight < 1) return
      for (const one of [text, ...parts])
        for (const [word, certain] of this.meant(one, one === text)) if (certain >= 0.45 && !found.has(word)) found.set(word, at)
    })
    return found
  }

  /** Words of the vocabulary that a query's word may mean -> how certain that is, 1 at most. */
  meant(text, last) {
    const found = new Map()
    const put = (word, weight) => found.set(word, Math.max(found.get(word) ?? 0, weight))
    const known = word => this.postings.has(word) || this.headings.has(word) || this.titles.has(word)
    if (known(text)) put(text, 1)
    for (const word of this.stems.get(stem(text)) ?? []) put(word, word === text ? 1 : 0.9)
    if (text.length > 1) {
      let low = 0, high = this.vocabulary.length
      while (low < high) { const mid = (low + high) >> 1; this.vocabulary[mid] < text ? low = mid + 1 : high = mid }
      for (let at = low; at < this.vocabulary.length && this.vocabulary[at].startsWith(text) && at < low + 400; at++) {
        const word = this.vocabulary[at]
        if (word !== text) put(word, (last ? 0.85 : 0.7) * (0.4 + 0.6 * text.length / word.length))
      }
    }
    if (Object.hasOwn(this.short, text))
      for (const word of this.stems.get(stem(this.short[text])) ?? []) put(word, SHORT)
    const exact = found.has(text) || (this.stems.get(stem(text)) ?? []).length > 0
    if (!exact && text.length > 3) {
      const most = text.length > 6 ? 2 : 1
      for (const word of this.vocabulary) {
        if (Math.abs(word.length - text.length) > most || word.length < 3) continue
        const far = distance(text, word, most)
        if (far <= most) put(word, (far === 1 ? 0.75 : 0.5) * (word[0] === text[0] ? 1 : 0.8))
      }
    }
    return found
  }

  /** What a word of the query, given by the words it may mean, counts for: `{page: Map, section: Map, headed: Set}`. */
  #counts(meant) {
    const section = new Map(), page = new Map(), headed = new Set()
    const raise = (map, at, value) => { if (value > (map.get(at) ?? 0)) map.set(at, value) }
    const N = this.sections.length
    for (const [word, certain] of meant) {
      const df = (this.postings.get(word)?.size ?? 0) + (this.headings.get(word)?.size ?? 0)
      const idf = Math.log(1 + (N + 1) / (df + 1))
      for (const [at, times] of this.postings.get(word) ?? []) {
        const full = times / (times + 0.6 + 0.6 * this.lengths[at] / this.average)
        raise(section, at, idf * certain * IN_TEXT * full)
      }
      for (const [at, weight] of this.headings.get(word) ?? []) {
        headed.add(at)
        raise(section, at, idf * certain * IN_HEADING * weight)
      }
      for (const [at, weight] of this.titles.get(word) ?? []) raise(page, at, idf * certain * weight)
    }
    return {page, section, headed}
  }

  #count(term) {
    const meant = this.#known(term.text, term.last)
    const whole = this.#counts(meant)
    if (!term.parts.length) return {...whole, meant: [meant]}
    // A word of several parts counts as much as its parts where it is not found whole.
    const parts = term.parts.map(part => this.#known(part, false))
    const counts = parts.map(part => this.#counts(part))
    for (const field of ["section", "page"]) {
      const sums = new Map()
      for (const count of counts) for (const [at, value] of count[field]) {
        const [sum, times] = sums.get(at) ?? [0, 0]
        sums.set(at, [sum + value, times + 1])
      }
      for (const [at, [sum, times]] of sums) {
        const value = 0.5 * sum / parts.length * (times / parts.length)
        if (value > (whole[field].get(at) ?? 0)) whole[field].set(at, value)
      }
    }
    for (const {headed} of counts) for (const at of headed) whole.headed.add(at)
    return {...whole, meant: [meant, ...parts]}
  }

  #known(text, last) {
    const key = `${last} ${text}`
    if (!this.remembered.has(key)) this.remembered.set(key, this.meant(text, last))
    return this.remembered.get(key)
  }

  /** The best pages, best first: `{page, score, sections: [{section, score}]}`; nothing found is an empty list. */
  search(query, most = 30) {
    const terms = this.terms(query)
    if (!terms.length) return []
    this.remembered = new Map()
    const counts = terms.map(term => this.#count(term))
    const total = terms.reduce((sum, term) => sum + term.weight, 0)
    const sections = new Map()
    const pages = new Map()
    const titled = new Set()
    counts.forEach(({page, section, headed}, at) => {
      const {weight} = terms[at]
      for (const number of page.keys()) titled.add(number)
      const bestOfPage = new Map()
      for (const [number, value] of section) {
        const own = this.sections[number][0]
        const entry = sections.get(number) ?? sections.set(number, {score: 0, covered: 0}).get(number)
        entry.score += weight * (value + 0.35 * (page.get(own) ?? 0))
        entry.covered += weight
        entry.headed ||= headed.has(number)
        bestOfPage.set(own, Math.max(bestOfPage.get(own) ?? 0, value))
      }
      for (const [number, value] of page) bestOfPage.set(number, Math.max(value, bestOfPage.get(number) ?? 0))
      for (const [number, value] of bestOfPage) {
        const entry = pages.get(number) ?? pages.set(number, {score: 0, covered: 0}).get(number)
        entry.score += weight * value
        entry.covered += weight
      }
    })
    const phrase = folded(query.slice(0, LONGEST)).replace(/["'`]+/g, "").trim().replace(/\s+/g, " ")
    const unit = Math.min(4, 1.2 * terms.length)
    const found = []
    for (const [number, {score, covered}] of pages) {
      let times = 0
      const inside = this.pageSections[number].map(section => {
        const entry = sections.get(section)
        if (!entry) return {section, score: 0}
        const here = this.#times(phrase, this.lines[section])
        times += here
        const value = entry.score * (entry.covered / total) ** 2 + unit * (here ? 0.6 + 0.4 * Math.log2(here + 1) : 0) +
          (entry.headed ? HEADING_LIKE * this.#alike(this.heads[section], terms, counts) : 0)
        return {section, score: value * this.sections[section][3]}
      }).sort((a, b) => b.score - a.score)
      const names = titled.has(number) ? this.names[number] : []
      const like = names.reduce((most, name, at) => Math.max(most, (at ? ALIAS_LIKE : TITLE_LIKE) * this.#alike(name, terms, counts)), 0)
      const own = score * (covered / total) ** 3 + like + PHRASE_OFTEN * unit * Math.log2(times + 1)
      const often = inside.slice(1, 6).reduce((sum, one, at) => sum + one.score / (at + 2), 0)
      found.push({page: number, score: (own + (inside[0]?.score ?? 0) + 0.25 * often) * this.pages[number].boost, sections: inside})
    }
    return found.filter(one => one.score > 0).sort((a, b) => b.score - a.score).slice(0, most)
  }

  /** How often a text has the query as it was typed, up to six times. */
  #times(phrase, text) {
    let times = 0
    if (phrase.length > 2)
      for (let at = text.indexOf(phrase); at >= 0 && times < 6; at = text.indexOf(phrase, at + phrase.length)) times++
    return times
  }

  /** How much a short text and the query say the same, 1 at most. */
  #alike(name, terms, counts) {
    let asked = 0, total = 0, answered = 0, all = 0
    for (const word of name) {
      all += word.weight
      let best = 0
      for (const {meant} of counts) for (const map of meant) best = Math.max(best, map.get(word.forms[0]) ?? 0)
      answered += word.weight * best
    }
    if (!answered) return 0
    counts.forEach(({meant}, at) => {
      total += terms[at].weight
      let best = 0
      for (const word of name) for (const form of word.forms) best = Math.max(best, meant[0].get(form) ?? 0)
      asked += terms[at].weight * best
    })
    return (asked / total) ** 2 * Math.sqrt(answered / all)
  }
}
