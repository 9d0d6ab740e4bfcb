// Draws a sheet from the page's own templates: what the desk knew, and over it what was ticked since.
const STEPS = { booked: ["arrived", "no_show"], arrived: ["done", "booked"], in_treatment: ["done", "booked"], done: ["booked"], no_show: ["booked"] };
const copy = (name) => document.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
const put = (where, name, text) => { const place = where.querySelector(`[data-${name}]`); place.textContent = text ?? ""; place.hidden = !text; };
let zone = "UTC";
const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });

function button(words, label, act, name = "") {
  const made = copy("button");
  made.textContent = words[label];
  if (name) made.setAttribute("aria-label", `${words[label]}: ${name}`);
  made.addEventListener("click", act);
  return made;
}

function line(given, waiting, words, acts) {
  const made = copy("line"), own = waiting.filter((each) => each.visit === given.visit && given.visit);
  const last = own.at(-1), clash = own.find((each) => each.conflict), now = { ...given, status: last?.status ?? given.status };
  for (const name of ["time", "title", "detail", "where"]) put(made, name, given[name]);
  put(made, "notes", given.notes.join(" · "));
  made.classList.add(now.status);
  put(made, "word", given.title ? words[now.status] : "");
  put(made, "waits", last && !clash ? words.waits.replace("{time}", clock(last.at)) : "");
  put(made, "conflict", clash ? `${clash.conflict.said} ${words.tapped.replace("{state}", words[clash.status]).replace("{time}", clock(clash.at))}` : "");
  const steps = made.querySelector("[data-steps]");
  if (clash && clash.conflict.status !== "cancelled") steps.append(button(words, "mine", () => acts.insist(clash), given.title));
  if (clash) steps.append(button(words, "leave", () => acts.giveUp(clash), given.title));
  else if (given.visit) for (const step of STEPS[now.status] ?? []) steps.append(button(words, `to_${step}`, () => acts.tick(now, step), given.title));
  return made;
}

// A visit that was ticked and does not stand on the sheet any more: its conflict stays until somebody has looked.
function gone(sheet, waiting) {
  const known = new Set(sheet.sheets.flatMap((each) => each.lines.map((given) => given.visit)));
  const lost = new Set(waiting.filter((each) => !known.has(each.visit)).map((each) => each.visit));
  return [...lost].map((visit) => ({ visit, status: "rest", notes: [] }));
}

export function draw(place, sheet, waiting, words, acts) {
  zone = sheet.zone;
  put(place, "day", sheet.day);
  place.querySelector("[data-gone]").replaceChildren(...gone(sheet, waiting).map((given) => line(given, waiting, words, acts)));
  place.querySelector("[data-sheets]").replaceChildren(...sheet.sheets.map((each) => {
    const made = copy("one");
    put(made, "name", each.name);
    put(made, "hours", each.hours);
    made.querySelector("[data-lines]").append(...each.lines.map((given) => line(given, waiting, words, acts)));
    return made;
  }));
}
