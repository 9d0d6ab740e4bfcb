// The parts of the page and its words.
export const root = document.querySelector("[data-phone]");
export const words = JSON.parse(document.getElementById("words").textContent);
export const part = (name) => root.querySelector(`[data-part=${name}]`);

export function show(...names) {
  for (const each of root.querySelectorAll("[data-part]")) each.hidden = !names.includes(each.dataset.part);
}

export function say(word) {
  root.querySelector("[data-said]").textContent = words[word] ?? "";
}

// What was typed is handed over once and stays in no field.
export function onSubmit(name, work) {
  part(name).querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const { code } = event.target.elements, typed = code.value;
    code.value = "";
    work(typed);
  });
}
