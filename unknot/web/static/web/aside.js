// What is asked for beside the page: when it fails, the page and what was typed stay as they are.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.requestConfig.elt.hasAttribute("data-aside") && detail.xhr.status >= 400) detail.shouldSwap = false;
});
