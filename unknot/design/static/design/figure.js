// The figure and its list, kept in step beyond what style rules do: a group and a part of it are not both ticked, nothing
// is both worked and avoided, and one line says what is marked.
//   <div data-figure> … <input type="checkbox" class="work" value="calf_left" data-name="Calf, left"> … <p data-figure-said>
const ticks = (figure) => [...figure.querySelectorAll("input[type=checkbox]")];
const group = (tick) => tick.closest(".marking > ul > li");
const isWhole = (tick) => !tick.closest("details");
const side = (tick) => tick.value.match(/_(left|right)$/)?.[0] || "";
const meets = (one, other) => !side(one) || !side(other) || side(one) === side(other);

function untick(figure, ticked) {
  for (const tick of ticks(figure)) {
    if (tick === ticked || !tick.checked) continue;
    const twice = group(tick) === group(ticked) && isWhole(tick) !== isWhole(ticked) && meets(tick, ticked);
    const both = tick.value === ticked.value;
    if (twice || both) tick.checked = false;
  }
}

function said(figure) {
  return [...figure.querySelectorAll(".marking")].flatMap((marking) => {
    const names = ticks(marking).filter((tick) => tick.checked).map((tick) => tick.dataset.name);
    return names.length ? [`${marking.querySelector("legend").textContent}: ${names.join("; ")}.`] : [];
  }).join(" ");
}

function tell(figure) {
  const line = figure.querySelector("[data-figure-said]");
  line.textContent = said(figure) || line.dataset.none;
}

function bind(figure) {
  figure.addEventListener("change", (event) => {
    if (event.target.checked && event.target.type === "checkbox") untick(figure, event.target);
    tell(figure);
  });
  tell(figure);
}

const start = (root) => root.querySelectorAll("[data-figure]").forEach(bind);
start(document);
document.addEventListener("htmx:load", (event) => start(event.target));
