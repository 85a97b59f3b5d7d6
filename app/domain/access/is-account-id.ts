import { trimInvisible } from "../trim-invisible";

/** The key of a billing account for any spelling of its id: Azure's ids ignore case, and a byte order mark is invisible. */
export function toAccountId(text: string): string {
  return trimInvisible(text).toLowerCase();
}

/** The keys that the account `id` may be stored under: ids of Azure in lower case, those of other providers unchanged. */
export function accountKeys(id: string): readonly string[] {
  return [...new Set([id, toAccountId(id)])];
}

/** Billing account ids as EA and MCA write them, such as `100` or `3f0c…:9a1b…_2019-05-31`: nothing that SQL or a URL would have to quote. */
export function isAccountId(text: unknown): text is string {
  return typeof text === "string" && /^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}$/.test(text);
}
