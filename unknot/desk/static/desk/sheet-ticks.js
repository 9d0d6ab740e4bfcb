// Ticks: each is queued with its key and its time, sent in order, and gone only when the desk has taken it or somebody
// has looked at a conflict.
import { queue, settle, ticks } from "./sheet-store.js";

let isSending = false;

export const tick = (who, line, status) =>
  queue({ key: crypto.randomUUID(), who, visit: line.visit, was: line.status, sequence: line.sequence, status, at: Date.now() });

export const mine = async (who) => (await ticks()).filter((each) => each.who === who);

export const others = async (who) => (await ticks()).filter((each) => each.who !== who);

async function post(each, csrf, visits) {
  const { key, was, sequence, status, at } = each;
  const ago_s = Math.max(0, Math.round((Date.now() - at) / 1000));
  const body = new URLSearchParams({ key, was, sequence, status, at, ago_s, csrfmiddlewaretoken: csrf });
  return fetch(`${visits}${each.visit}/tick`, { method: "POST", body, redirect: "manual" });
}

// True when everything that could be sent was. What follows a conflict on the same visit waits for its outcome.
export async function send(who, csrf, visits) {
  if (isSending) return false;
  isSending = true;
  try {
    const stuck = new Set();
    for (const each of await mine(who)) {
      if (each.conflict || stuck.has(each.visit)) { stuck.add(each.visit); continue; }
      const answer = await post(each, csrf, visits);
      if (answer.status === 409) { await queue({ ...each, conflict: await answer.json() }); stuck.add(each.visit); }
      else if (answer.ok) await settle(each);
      else return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    isSending = false;
  }
}

// Mine counts: tapped anew on the state that the desk has; its time stays.
export async function insist(each) {
  const { conflict, ...same } = each;
  await settle(each);
  await queue({ ...same, key: crypto.randomUUID(), was: conflict.status, sequence: conflict.sequence });
}

export const giveUp = settle;
