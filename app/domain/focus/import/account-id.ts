import type { FocusProvider } from "./focus-provider";

/**
 * What billing account ids of a provider compare by. Azure's have no case, and are written with their path or without it; those of others are compared
 * letter by letter.
 */
export function toAccountKey(provider: FocusProvider, id: string): string {
  if (provider !== "Microsoft") return id;
  return id
    .toLowerCase()
    .replace(/^\/?providers\/microsoft\.billing\/billingaccounts\//, "")
    .replace(/\/+$/, "");
}

/**
 * An account id as the provider writes it. AWS's have 12 digits; a tool that takes one for a number cuts leading zeros, adds `.0` or an exponent, and a
 * spreadsheet rounds: `1.23457E+10` has lost digits that nothing can bring back, and is a fault. Only what is certain is restored.
 */
export function restoreAccountId(provider: FocusProvider, text: string): { readonly id: string } | { readonly fault: string } {
  if (provider === "Other" || isFine(provider, text)) return { id: text };
  const digits = /^(?:'|=")?(\d+)(?:\.0+)?"?$/.exec(text)?.[1] ?? fromExponent(text);
  if (digits === null) return { fault: "is an account id that a spreadsheet has rounded: export the column as text" };
  if (digits === undefined) return { id: provider === "AWS" && /^\d{4}-\d{4}-\d{4}$/.test(text) ? text.replaceAll("-", "") : text };
  return { id: provider === "AWS" ? digits.padStart(awsDigits, "0") : digits };
}

/** Whether a file has real ids of AWS: where its billing account has other than 12 digits, as in samples that were made unknowable, nothing is certain. */
export function isAwsAccountId(text: string): boolean {
  return text.length === awsDigits && /^\d+$/.test(text);
}

/** Nearly every id, at once. */
function isFine(provider: FocusProvider, text: string): boolean {
  if (provider === "AWS") return isAwsAccountId(text);
  return !/^(?:'|="|\d+(?:\.\d+)?(?:$|[eE]))/.test(text) || /^\d+$/.test(text);
}

/** The digits of a number with an exponent; null when it does not have all of them, undefined when it is no such number. */
function fromExponent(text: string): string | null | undefined {
  const match = /^(\d+)(?:\.(\d+))?[eE]\+?(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", exponent = ""] = match;
  const digits = whole + fraction;
  return digits.length === whole.length + Number(exponent) ? digits : null;
}

const awsDigits = 12;
