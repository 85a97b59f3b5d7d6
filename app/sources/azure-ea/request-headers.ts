import type { Secret } from "../source";

/** The headers of a request. The key goes in only when the address has the configured origin, whoever built the address. */
export function requestHeaders(url: URL, base: URL, key: Secret, compress: boolean): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json", "accept-encoding": compress ? "gzip" : "identity" };
  if (url.origin === base.origin) headers["authorization"] = `Bearer ${key.reveal()}`;
  return headers;
}
