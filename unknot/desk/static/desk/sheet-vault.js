// Seals the day's sheet. To seal it again takes no code: each sheet has a fresh key, wrapped for a pair of which the
// secret half is itself wrapped under the code. The code is kept nowhere. See docs/decisions/0025.
const ROUNDS = 600_000, FRESH_BYTES = 12, SALT_BYTES = 16;
const PAIR = { name: "RSA-OAEP", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
const AES = { name: "AES-GCM", length: 256 };
const { subtle } = crypto;
const random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));
const gcm = (iv) => ({ name: "AES-GCM", iv });

async function fromCode(code, salt) {
  const typed = await subtle.importKey("raw", new TextEncoder().encode(code.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return subtle.deriveKey(how, typed, AES, false, ["wrapKey", "unwrapKey"]);
}

export async function newVault(code) {
  const salt = random(SALT_BYTES), iv = random(FRESH_BYTES);
  const pair = await subtle.generateKey(PAIR, true, ["wrapKey", "unwrapKey"]);
  const secret = await subtle.wrapKey("pkcs8", pair.privateKey, await fromCode(code, salt), gcm(iv));
  return { salt, iv, secret, lock: pair.publicKey };
}

export async function seal(vault, sheet) {
  const key = await subtle.generateKey(AES, true, ["encrypt"]), iv = random(FRESH_BYTES);
  const sealed = await subtle.encrypt(gcm(iv), key, new TextEncoder().encode(JSON.stringify(sheet)));
  return { iv, sealed, key: await subtle.wrapKey("raw", key, vault.lock, "RSA-OAEP"), until_ms: sheet.until_ms };
}

// Throws where the code is another one.
export async function open(vault, { iv, sealed, key }, code) {
  const pair = { name: "RSA-OAEP", hash: "SHA-256" };
  const secret = await subtle.unwrapKey("pkcs8", vault.secret, await fromCode(code, vault.salt), gcm(vault.iv), pair, false, ["unwrapKey"]);
  const own = await subtle.unwrapKey("raw", key, secret, "RSA-OAEP", AES, false, ["decrypt"]);
  return JSON.parse(new TextDecoder().decode(await subtle.decrypt(gcm(iv), own, sealed)));
}
