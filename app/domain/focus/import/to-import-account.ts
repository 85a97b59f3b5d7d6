import { toAccountKey } from "./account-id";
import type { FocusProvider } from "./focus-provider";

/**
 * The account under which a file's snapshots are kept: the provider and what its billing account id compares by, in the characters of an id. Ids that had
 * to be changed for that (`8c:d1_2019-05-31/billingProfiles/X`, `123/456`) get a few characters of their hash, so that two accounts never become one.
 * `sha256` answers hexadecimal digits.
 */
export function toImportAccount(provider: FocusProvider, billingAccountId: string, sha256: (text: string) => string): string {
  return nameOf(provider, toAccountKey(provider, billingAccountId), sha256);
}

/** The account of the same id when ids were still compared letter by letter: what was published under it must not be published beside it. */
export function toEarlierAccount(provider: FocusProvider, billingAccountId: string, sha256: (text: string) => string): string {
  return nameOf(provider, billingAccountId, sha256);
}

function nameOf(provider: FocusProvider, key: string, sha256: (text: string) => string): string {
  const prefix = prefixes[provider];
  if (/^[\w-]{1,100}$/.test(key)) return `${prefix}-${key}`;
  const readable = key
    .replace(/^.*\/billingaccounts\//i, "")
    .replace(/[^\w]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 60);
  return `${prefix}-${readable}-${sha256(key).slice(0, 12)}`;
}

/** An enrollment number of ours is digits only, so no imported account is ever an extracted one. */
const prefixes: Readonly<Record<FocusProvider, string>> = {
  AWS: "aws",
  "Google Cloud": "google",
  Microsoft: "microsoft",
  Oracle: "oracle",
  Other: "focus",
};
