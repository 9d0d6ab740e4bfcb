// Where a lifted visit fits: asked for once and drawn in every column; and why it does not, asked for where it rests.
const RESTS_MS = 180, AN_HOUR = 12, TICK_MS = 300000;
let timer, asking;

export const moves = () => document.querySelector("[data-moves]");
export const key = (column) => column.id.slice(2);
export const instant = (tick) => new Date(tick * TICK_MS).toISOString();
export const top = () => Number(document.querySelector("[data-board]").dataset.top);

// Put something at a place on the board, as the page's classes do.
export function place(part, tick, ticks) {
  const at = tick - top();
  const values = { "--h": Math.floor(at / AN_HOUR), "--t": at % AN_HOUR, "--dh": Math.floor(ticks / AN_HOUR), "--dt": ticks % AN_HOUR };
  for (const [name, value] of Object.entries(values)) part.style.setProperty(name, value);
}

// A tick as the hours beside the board write it.
export function time(tick) {
  const hours = document.querySelectorAll(".hours li"), at = tick - top();
  const hour = hours[Math.floor(at / AN_HOUR)]?.textContent ?? "";
  return hour.replace(/\d+$/, String((at % AN_HOUR) * 5).padStart(2, "0"));
}

async function ask(entry, name, query, signal) {
  const answer = await fetch(`${entry.href}${name}?${new URLSearchParams(query)}`, { signal });
  if (!answer.ok || answer.redirected) throw new Error(name);
  return answer;
}

export async function fitsOf(entry) {
  const { on, by } = moves().elements;
  return (await ask(entry, "fits", { on: on.value, by: by.value })).json();
}

export function draw(starts, ticks) {
  for (const [column, at] of Object.entries(starts)) {
    const cells = document.querySelector(`#c-${column} .cells`);
    for (const tick of at) {
      const mark = document.createElement("li");
      mark.className = "fit";
      place(mark, tick, ticks);
      cells?.append(mark);
    }
  }
}

export const clear = () => document.querySelectorAll(".cells > .fit").forEach((mark) => mark.remove());

export function why(entry, at, say) {
  clearTimeout(timer);
  asking?.abort();
  if (!at) return;
  asking = new AbortController();
  const wanted = { starts_at: instant(at.tick), to: key(at.column), minutes: at.ticks * 5 };
  timer = setTimeout(() => ask(entry, "fit", wanted, asking.signal).then((answer) => answer.text()).then(say, () => {}), RESTS_MS);
}
