// A card under the pointer, or else the one with the focus, lifts its pin.
const card = (element) => element.closest?.(".card[data-lat]");

export default function lift(root) {
  function lifted({ target }) {
    const id = (card(target) ?? card(document.activeElement))?.id;
    for (const pin of root.querySelectorAll("[data-cards]"))
      pin.classList.toggle("lifted", pin.dataset.cards.split(" ").includes(id));
  }
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, lifted);
}
