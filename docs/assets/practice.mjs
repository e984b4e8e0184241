// A practice exam's clock and ticks, kept in this browser alone. overrides/partials/practice.html holds the controls.
const panel = document.querySelector(".practice");
const [clock, run, reset, total, list, clear, status] =
  ["[role=timer]", ".practice-run", ".practice-reset", "summary", "ul", ".practice-clear", "[role=status]"]
    .map((place) => panel.querySelector(place));
const minutes = Number(panel.dataset.minutes);
const whole = minutes * 60_000;
const MARKS = [60, 30, 10];
const KEY = `${location.pathname.replace(/index\.html$/, "")}.practice.1`; // base path and page; 1: the form of `state`

const make = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text }, more);
const say = (text) => { status.textContent = text; };
const sum = (some, count) => some.reduce((all, task) => all + count(task), 0);

const tasks = [...document.querySelectorAll(".practice ~ h3")].flatMap((heading) => {
  const line = heading.nextElementSibling;
  const points = Number(/^Points: (\d+)\./.exec(line.textContent)?.[1]);
  const domain = line.querySelector("a")?.textContent ?? "Other";
  return points ? [{ id: heading.id, title: heading.firstChild.textContent, line, points, domain, boxes: [] }] : [];
});

let state; // `ends`: when a running clock will stop, else 0; `left` of one that stands; `done`: task -> 1 or 0.5
let kept = true;
let before; // minutes that were left when last looked at
let timer;

const got = (task) => task.points * (state.done[task.id] ?? 0);
const left = () => (state.ends ? Math.min(whole, Math.max(0, state.ends - Date.now())) : state.left);
const score = (some) => `${sum(some, got)} of ${sum(some, (task) => task.points)}`;

function read() {
  let found;
  try {
    found = JSON.parse(localStorage.getItem(KEY));
  } catch { /* refused, or not ours: begin anew */ }
  const time = (value, other) => (value >= 0 && Number.isFinite(value) ? value : other);
  const done = Object.entries(Object(found?.done)).filter(([, share]) => share === 1 || share === 0.5);
  state = { left: Math.min(whole, time(found?.left, whole)), ends: time(found?.ends, 0), done: Object.fromEntries(done) };
  before = undefined;
}

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    kept = false;
  }
  show();
}

function show() {
  total.textContent = `${score(tasks)} points${kept ? "" : ", not kept"}`;
  const domains = [...new Set(tasks.map((task) => task.domain))];
  list.replaceChildren(...domains.map((name) => make("li", `${name}: ${score(tasks.filter((task) => task.domain === name))}`)));
  for (const task of tasks) {
    for (const box of task.boxes) box.checked = state.done[task.id] === box.share;
  }
  go();
}

function go() {
  clearTimeout(timer);
  const now = left();
  const seconds = Math.ceil(now / 1000);
  const two = (number) => String(Math.floor(number) % 60).padStart(2, "0");
  clock.textContent = `${Math.floor(seconds / 3600)}:${two(seconds / 60)}:${two(seconds)}`;
  const mark = MARKS.find((one) => before > one && seconds / 60 <= one);
  before = seconds / 60;
  if (state.ends && !now) {
    Object.assign(state, { left: 0, ends: 0 });
    say("Time is over.");
    keep();
    return;
  }
  if (mark) say(`${mark} minutes left.`);
  run.textContent = state.ends ? "Pause" : "Start";
  run.disabled = !now;
  if (state.ends) timer = setTimeout(go, now % 1000 || 1000);
}

function tick(task, text, share) {
  const box = make("input", "", { type: "checkbox", autocomplete: "off", share });
  const label = make("label", "");
  box.setAttribute("aria-label", `${text}, ${task.title}`);
  box.addEventListener("change", () => {
    if (box.checked) state.done[task.id] = share;
    else delete state.done[task.id];
    keep();
    say(`Task ${parseInt(task.title, 10)}: ${score([task])} points. ${score(tasks)} points.`);
  });
  task.boxes.push(box);
  label.append(box, text);
  return label;
}

run.addEventListener("click", () => {
  const now = left();
  Object.assign(state, state.ends ? { left: now, ends: 0 } : { ends: Date.now() + now });
  keep();
  say(`The clock ${state.ends ? "runs" : "stands"}: ${Math.ceil(now / 60_000)} minutes left.`);
});
reset.addEventListener("click", () => {
  if (left() < whole && !confirm(`Set the clock back to ${minutes} minutes?`)) return;
  Object.assign(state, { left: whole, ends: 0 });
  before = undefined;
  keep();
  say(`The clock is set to ${minutes} minutes.`);
});
clear.addEventListener("click", () => {
  if (!Object.keys(state.done).length || !confirm("Take all points away?")) return;
  state.done = {};
  keep();
  say(`${score(tasks)} points.`);
});
addEventListener("storage", (event) => {
  if ((event.key ?? KEY) === KEY) read(), show();
});

for (const task of tasks) {
  const ticks = make("span", "", { className: "practice-ticks" });
  ticks.append(tick(task, `Solved: ${task.points} points`, 1), tick(task, `In part: ${task.points / 2}`, 0.5));
  task.line.append(ticks);
}
read();
show();
panel.hidden = false;
