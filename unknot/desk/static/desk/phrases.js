// A quick phrase goes to the end of its field at once. Without scripts its button sends the form, which does the same.
function add(button) {
  const field = document.getElementById(button.dataset.phraseFor);
  field.value = `${field.value.trimEnd()} ${button.textContent.trim()}`.trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

for (const button of document.querySelectorAll("[data-phrase-for]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    add(button);
  });
}
