// A network that fails: says so where the page has a place for it, and nothing that was typed is lost.
const place = (trouble) => document.querySelector(`[data-network="${trouble}"]`);

function say(trouble) {
  document.querySelectorAll("[data-network]").forEach((each) => { each.hidden = each.dataset.network !== trouble; });
  place(trouble)?.scrollIntoView({ block: "nearest" });
}

for (const failed of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(failed, () => say("away"));
document.addEventListener("htmx:responseError", () => say("failed"));
document.addEventListener("htmx:beforeRequest", () => say(""));
window.addEventListener("online", () => say(""));

// What stands before the house may answer in its stead; its words are no page of ours and replace nothing.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target } = event.detail;
  if (xhr.status < 500 || target.id !== "main" || xhr.responseText.includes('id="main"')) return;
  event.detail.shouldSwap = false;
  say("failed");
});

// Forms that go without htmx: not sent at all while there is no network, so that the page stays.
document.addEventListener("submit", (event) => {
  if (navigator.onLine || !place("away")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  say("away");
}, true);
