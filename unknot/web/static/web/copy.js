// A button that takes a field's text to the clipboard and says that it did. Without a clipboard it stays hidden.
//   <button type="button" data-copy="id of the field" data-copied="Copied" hidden>Copy</button>
const SAID_MS = 3000;

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  const before = button.textContent;
  field.select();
  await navigator.clipboard.writeText(field.value).catch(() => document.execCommand("copy"));
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = before; }, SAID_MS);
}

function offer(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(button));
}

const bind = (root) => root.querySelectorAll("[data-copy]").forEach(offer);
bind(document);
document.addEventListener("htmx:load", (event) => bind(event.target));
