// A wish or a treatment of the list: choosing one lets go of the other.
const bind = (root) => root.querySelectorAll("[data-either]").forEach((either) => {
  const list = either.querySelector("select");
  const wishes = [...either.querySelectorAll("input[type=radio]")];

  either.addEventListener("change", (event) => {
    if (wishes.includes(event.target)) list.value = "";
    if (event.target !== list) return;
    for (const wish of wishes) wish.checked = !list.value && wish.defaultChecked;
  });
});

bind(document);
document.addEventListener("htmx:load", (event) => bind(event.target));
