// A field that suggests as one types: arrows walk what was found, Enter takes it, Escape puts it away.
// Without scripts the same field is searched by a button of the form.
const options = () => [...document.querySelectorAll("#found [role=option]")];

function mark(field, option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  if (!option) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function walk(field, step) {
  const all = options();
  const at = all.findIndex((each) => each.id === field.getAttribute("aria-activedescendant"));
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
  mark(field, all[next]);
}

function tell(field) {
  const open = options().length > 0;
  field.setAttribute("aria-expanded", String(open));
  if (open) field.setAttribute("aria-controls", "found-list");
  else field.removeAttribute("aria-controls");
  // What was walked to stays so when the answer to the last letter comes late and still has it.
  mark(field, options().find((each) => each.id === field.getAttribute("aria-activedescendant")));
}

function bind(root) {
  for (const field of root.querySelectorAll("[data-combobox]:not([role])")) {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    tell(field);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      const active = document.getElementById(field.getAttribute("aria-activedescendant") || "-");
      if (event.key in steps && options().length) walk(field, steps[event.key]);
      else if (event.key === "Enter") active?.click();
      else if (event.key === "Escape" && options().length) {
        document.getElementById("found").replaceChildren();
        tell(field);
      } else return;
      event.preventDefault();
    });
  }
}

bind(document);
document.addEventListener("htmx:load", (event) => {
  bind(event.target.parentNode || document);
  const field = document.querySelector("[data-combobox]");
  if (field) tell(field);
});
