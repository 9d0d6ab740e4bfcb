// Names the salon's zone only to those whose device keeps another time, and says what their own clock will show.
//   <p data-zone="Europe/Helsinki" data-at="2027-03-02T07:00Z">All times are Helsinki time.
//     <span data-zone-here hidden>That is <b data-zone-time></b> where you are.</span></p>
const page = document.documentElement.lang;
// The page's language as this device writes it: 24 Nov for en-GB, Nov 24 for en-US.
const language = navigator.language.startsWith(page) ? navigator.language : page;
const onWall = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

// Two clocks that show the same at an instant have the same offset then.
const shown = (instant, timeZone) =>
  new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "short" }).format(instant);

function agree(zone, instants) {
  try {
    return instants.every((instant) => shown(instant, zone) === shown(instant));
  } catch {
    return false; // A zone that this browser doesn't know: better named than not.
  }
}

function tell(said) {
  const at = said.dataset.at ? new Date(said.dataset.at) : null;
  said.hidden = agree(said.dataset.zone, [new Date(), ...(at ? [at] : [])]);
  const here = said.querySelector("[data-zone-here]");
  if (said.hidden || !here || !at || shown(at) === shown(at, said.dataset.zone)) return;
  const time = here.querySelector("[data-zone-time]");
  if (time) time.textContent = new Intl.DateTimeFormat(language, onWall).format(at);
  here.hidden = false;
}

const bind = (root) => root.querySelectorAll("[data-zone]").forEach(tell);
bind(document);
document.addEventListener("htmx:load", (event) => bind(event.target));
