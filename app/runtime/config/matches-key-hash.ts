import { createHash, pbkdf2Sync, timingSafeEqual } from "node:crypto";

/** Bearer tokens that matched, by their own digest: the 1,000 rounds are paid once for each. */
const matched = new Map<string, string>();

/**
 * True for a bearer token (`token.salt`) that `moose generate hash-token` made together with this hash: PBKDF2 with SHA-256, as the Moose CLI checks
 * it. The CLI checks the consumption key for `/api` only, not for WebApps, nor for who reaches the workers' own port.
 */
export function matchesKeyHash(bearer: string, hash: string): boolean {
  const digest = createHash("sha256").update(bearer).digest("hex");
  if (matched.get(digest) === hash) return true;
  const [token, salt, ...more] = bearer.split(".");
  if (token === undefined || salt === undefined || more.length > 0 || bearer.length > 200) return false;
  const expected = Buffer.from(hash, "hex");
  const actual = pbkdf2Sync(token, salt, 1000, 20, "sha256");
  const same = expected.length === actual.length && timingSafeEqual(expected, actual);
  if (same) {
    if (matched.size >= 100) matched.clear();
    matched.set(digest, hash);
  }
  return same;
}
