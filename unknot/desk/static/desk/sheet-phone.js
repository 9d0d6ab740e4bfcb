// Today's sheet on this phone: asked for while there is a network, opened by a code while there is none, gone with the day.
import { hasSheet, hasVault, keepSheet, newCode, opened, over } from "./sheet-kept.js";
import { onSubmit, part, root, say, show, words } from "./sheet-page.js";
import { draw } from "./sheet-shown.js";
import { forget } from "./sheet-store.js";
import { giveUp, insist, mine, others, send, tick } from "./sheet-ticks.js";

const { today, worker, visits, salon } = root.dataset, AGAIN_MS = 15_000;
let sheet = null;

const after = (work) => async (...given) => { await work(...given); await shown(); await meet(); };
const acts = { tick: after((line, status) => tick(sheet.who, line, status)), insist: after(insist), giveUp: after(giveUp) };

async function shown() {
  show("sheet", (await hasVault(salon)) ? "forget" : "choose");
  draw(part("sheet"), sheet, await mine(sheet.who), words, acts);
  root.querySelector("[data-others]").hidden = !(await others(sheet.who)).length;
}

async function ask() {
  const answer = await fetch(today, { redirect: "manual", cache: "no-store" }).catch(() => null);
  say(answer?.type === "opaqueredirect" ? "signed_out" : answer?.ok ? "" : "away");
  return answer?.ok ? answer.json() : null;
}

async function keepIt() {
  await keepSheet(salon, sheet, worker);
  say("kept");
}

// What waits is sent, then the desk's own day is read anew. Without a network nothing changes but the words.
async function meet() {
  let fresh = await ask();
  if (!fresh) return;
  if ((await mine(fresh.who)).some((each) => !each.conflict)) (await send(fresh.who, fresh.csrf, visits)) && (fresh = (await ask()) ?? fresh);
  sheet = fresh;
  await shown();
  if (await hasVault(salon)) await keepIt();
}

function close(word) {
  sheet = null;
  part("sheet").querySelector("[data-sheets]").replaceChildren();
  show(), say(word);
}

async function begin() {
  await over(salon);
  await meet();
  if (!sheet) (await hasSheet(salon)) ? show("unlock") : (show(), say("nothing"));
}

async function again() {
  await over(salon);
  if (sheet && sheet.until_ms <= Date.now()) return close("over");
  if (sheet && (await mine(sheet.who)).length) await meet();
}

onSubmit("choose", async (code) => { await newCode(salon, code); await shown(); await keepIt(); });
onSubmit("unlock", async (code) => { sheet = await opened(salon, code); sheet ? (say("away"), await shown()) : say("wrong"); });
root.querySelector("[data-forget]").addEventListener("click", async () => { await forget(); close("forgotten"); });
addEventListener("online", () => sheet && meet());
setInterval(again, AGAIN_MS);
window.isSecureContext ? begin() : (show(), say("insecure"));
