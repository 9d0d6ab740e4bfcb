// What has changed on the board, said once and politely to who can't see it. The sentences come from the page.
const MOST = 3;

function text(entry) {
  const [time, who] = [entry.querySelector(".clock"), entry.querySelector("b")];
  const column = entry.closest(".column").querySelector("h2").firstChild;
  return [time, who, column].map((part) => part.textContent.trim()).join(", ");
}

// Every visit on the board in words, by its id.
export const words = () =>
  new Map([...document.querySelectorAll("[data-board] a.entry[id]")].map((entry) => [entry.id, text(entry)]));

// Say how the board differs from what it was.
export function say(before) {
  const place = document.querySelector("[data-said]");
  const after = words(), lines = [];
  const add = (message, what) => lines.push(place.dataset[message].replace("{what}", what));
  for (const [id, what] of after) {
    if (!before.has(id)) add("new", what);
    else if (before.get(id) !== what) add("changed", what);
  }
  for (const [id, what] of before) if (!after.has(id)) add("gone", what);
  if (lines.length) place.textContent = lines.slice(0, MOST).join(". ") + (lines.length > MOST ? " …" : "");
}
