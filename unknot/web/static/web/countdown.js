// The hold's minutes run down where they are kept; at their end the form gives way to a button that keeps them again.
//   data-countdown, data-left-s, data-of-s: seconds by the server's clock, so that a wrong one here does not matter.
const TICK_MS = 500, TOLD_AT_S = 120;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const show = (selector, shown) => document.querySelectorAll(selector).forEach((part) => { part.hidden = !shown; });
let timer;

// One of the two clocks sleeps with some devices, the other jumps when it is set: whichever has gone further.
function stopwatch() {
  const clock = Date.now(), run = performance.now();
  return () => Math.max(Date.now() - clock, performance.now() - run) / 1000;
}

function say(message) {
  const place = document.querySelector("[data-countdown-says]");
  if (place) place.textContent = place.dataset[message];
}

function draw(box, left_s, of_s) {
  const said = box.querySelector("[data-countdown-left]");
  const whole_s = Math.ceil(left_s);
  const time = `${Math.floor(whole_s / 60)}:${String(whole_s % 60).padStart(2, "0")}`;
  if (said) said.textContent = said.dataset.countdownLeft.replace("{time}", time);
  if (said) said.hidden = false;
  if (!still.matches) box.querySelector(".ring .left")?.setAttribute("stroke-dashoffset", 100 - (100 * left_s) / of_s);
}

function end(box) {
  clearInterval(timer);
  const typing = document.activeElement?.closest("[data-while-held]");
  show("[data-while-held]", false);
  show("[data-when-over]", true);
  say("over");
  if (typing) document.querySelector("[data-when-over] button")?.focus();
}

function start(box) {
  clearInterval(timer);
  const gone = stopwatch(), given_s = Number(box.dataset.leftS);
  let told = given_s <= TOLD_AT_S;
  const tick = () => {
    const left_s = given_s - gone();
    if (left_s <= 0) return end(box);
    draw(box, left_s, Number(box.dataset.ofS));
    if (!told && left_s <= TOLD_AT_S) say("two");
    told ||= left_s <= TOLD_AT_S;
  };
  show("[data-while-held]", true);
  show("[data-when-over]", false);
  timer = setInterval(tick, TICK_MS);
  tick();
}

const bind = (root) => (root.matches?.("[data-countdown]") ? [root] : root.querySelectorAll("[data-countdown]")).forEach(start);
bind(document);
document.addEventListener("htmx:load", (event) => bind(event.target));
// A page out of the browser's memory may show what is long confirmed.
addEventListener("pageshow", (event) => event.persisted && location.reload());
