// The sheet of one salon as this phone keeps it: sealed, until the day is over.
import { drop, keep, keepPage, kept } from "./sheet-store.js";
import { newVault, open, seal } from "./sheet-vault.js";

const [SHEET, VAULT] = [(salon) => `${salon} sheet`, (salon) => `${salon} vault`];

export const hasVault = async (salon) => Boolean(await kept(VAULT(salon)));
export const hasSheet = async (salon) => Boolean(await kept(SHEET(salon)));
export const newCode = async (salon, code) => keep(VAULT(salon), await newVault(code));

export async function keepSheet(salon, sheet, worker) {
  await keep(SHEET(salon), await seal(await kept(VAULT(salon)), sheet));
  await keepPage(worker);
}

// What the code opens; nothing where it is another one.
export async function opened(salon, code) {
  return open(await kept(VAULT(salon)), await kept(SHEET(salon)), code).catch(() => null);
}

export async function over(salon) {
  const stored = await kept(SHEET(salon));
  if (stored && stored.until_ms <= Date.now()) await drop(SHEET(salon));
}
