import type { FocusProvider } from "./detect-focus-provider";

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

/**
 * What billing account ids of a provider compare by. Azure's have no case, and Google's are hexadecimal; both are written with their path or without
 * it. Those of others are compared letter by letter.
 */
export function toAccountKey(provider: FocusProvider, id: string): string {
  if (provider === "Google Cloud")
    return id.replace(/^billingAccounts\//i, "").replace(googleId, (hexadecimal) => hexadecimal.toUpperCase());
  if (provider !== "Microsoft") return id;
  return id
    .toLowerCase()
    .replace(/^\/?providers\/microsoft\.billing\/billingaccounts\//, "")
    .replace(/\/+$/, "");
}

/**
 * An account id as the provider writes it. AWS's have 12 digits, and its console shows them as `1234-5678-9012`; a tool that takes one for a number cuts
 * leading zeros, adds `.0`, an exponent or groups, and a spreadsheet rounds: `1.23457E+10` has lost digits that nothing can bring back, and is a fault.
 * Only what is certain is restored: of `0` it is not certain that it ever was an account. What has not the form of the provider's ids after that, comes back as it is: `isAwsAccountId` tells.
 */
export function restoreAccountId(provider: FocusProvider, text: string): { readonly id: string } | { readonly fault: string } {
  if (provider === "Other" || isFine(provider, text)) return { id: text };
  const plain = text.normalize("NFKC");
  const number = /^(?:=?"|')?(\d+)(?:\.0*)?["']?$/.exec(plain)?.[1] ?? fromExponent(plain);
  const digits = number === undefined ? fromGroups(provider, plain) : number;
  if (digits === null) return { fault: "is an account id that a spreadsheet has rounded: export the column as text" };
  if (digits === undefined && /^(?:(?:grand|sub)[ -]?)?totals?:?$/i.test(plain))
    return { fault: "names a line of totals: remove the line" };
  if (digits === undefined) return { id: text };
  if (/^0+$/.test(digits)) return { fault: "is not an account id" };
  return { id: provider === "AWS" ? digits.padStart(awsDigits, "0") : digits };
}

/** Whether an id lacks the form of its provider's ids: an AWS id without 12 digits, or an id of another known provider with white space or an invisible character in it. */
export function isUnusualAccountId(provider: FocusProvider, id: string): boolean {
  return provider === "AWS" ? !isAwsAccountId(id) : provider !== "Other" && /[\s\p{C}]/u.test(id);
}

/** Whether a text has the form of AWS's account ids. Samples that were made unknowable have other ids, of which nothing is certain. */
export function isAwsAccountId(text: string): boolean {
  return text.length === awsDigits && /^\d+$/.test(text);
}

/** Nearly every id, at once. */
function isFine(provider: FocusProvider, text: string): boolean {
  if (provider === "AWS") return isAwsAccountId(text);
  return !/^(?:'|=?"|\d+(?:\.\d*)?(?:$|[eE])|\d{1,3}[,\u2019']\d{3}|[\uff10-\uff19])/.test(text) || /^\d+$/.test(text);
}

/** The digits of a number with an exponent; null when some digits are lost, undefined when the text is not such a number. */
function fromExponent(text: string): string | null | undefined {
  const match = /^(\d+)(?:\.(\d+))?[eE]\+?(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", exponent = ""] = match;
  const digits = whole + fraction;
  return digits.length === whole.length + Number(exponent) ? digits : null;
}

/** The digits of an id in groups: `1234-5678-9012` or `1234 5678 9012` with all 12 of AWS, or a number with separators of thousands. */
function fromGroups(provider: FocusProvider, text: string): string | undefined {
  const digits = text.replace(/[-\s,.'\u2010-\u2015\u2019]/g, "");
  if (!/^\d+$/.test(digits)) return undefined;
  if (provider !== "AWS") return /^[1-9]\d{0,2}([,'\u2019])\d{3}(?:\1\d{3})*$/.test(text) ? digits : undefined;
  const isWhole = digits.length === awsDigits && /^\d{3,4}([-\s\u2010-\u2015])\d{3,4}(?:\1\d{3,4})+$/.test(text);
  return isWhole || (digits.length <= awsDigits && /^[1-9]\d{0,2}([,.'\u2019\s])\d{3}(?:\1\d{3})+$/.test(text)) ? digits : undefined;
}

const awsDigits = 12;
const googleId = /^[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}$/i;
