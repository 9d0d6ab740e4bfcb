// The days of a month: Tab reaches them once, arrows walk them; what was chosen is brought into view.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
let walking = false;

function rove(links, to) {
  for (const link of links) link.tabIndex = link === to ? 0 : -1;
}

function target(event, cells, links, row) {
  const rtl = getComputedStyle(row).direction === "rtl";
  const step = STEPS[event.key] * (rtl && Math.abs(STEPS[event.key]) === 1 ? -1 : 1);
  if (step)
    for (let at = cells.indexOf(event.target.closest("td")) + step; cells[at]; at += step)
      if (cells[at].firstElementChild?.href) return cells[at].firstElementChild;
  const week = links.filter((link) => row.contains(link));
  return { Home: week[0], End: week[week.length - 1] }[event.key];
}

function bind(root) {
  for (const days of root.querySelectorAll("[data-days]:not([role])")) {
    const cells = [...days.querySelectorAll("td")], links = [...days.querySelectorAll("td a")];
    const month = days.closest("[data-month]");
    const first = days.querySelector("a[aria-current]") || links[0];
    days.setAttribute("role", "grid");
    rove(links, first);
    if (walking) first?.focus();
    walking = false;
    days.addEventListener("focusin", (event) => event.target.href && rove(links, event.target));
    days.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const page = { PageUp: "[data-earlier]", PageDown: "[data-later]" }[event.key];
      const to = page ? month.querySelector(page) : target(event, cells, links, event.target.closest("tr"));
      if (!to && !page && !(event.key in STEPS)) return;
      event.preventDefault();
      walking = Boolean(page && to);
      page ? to?.click() : to?.focus();
    });
  }
}

bind(document);
document.addEventListener("htmx:load", (event) => {
  bind(event.target.parentNode);
  const chosen = event.target.id === "month" && event.target.querySelector("[data-chosen-day]");
  if (!chosen) return;
  chosen.scrollIntoView({ block: "nearest" });
  const said = document.querySelector("[data-month-said]");
  if (said) said.textContent = `${chosen.textContent}: ${chosen.nextElementSibling.textContent}`;
});
// The address without its #: with scripts the page does not jump.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.path = event.detail.path.split("#")[0];
});
