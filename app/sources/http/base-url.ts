import { SourceError } from "../source-error";

/**
 * The address that a source reads from, as an origin plus an optional path. Throws SourceError `config` unless it is https, or http on this
 * very machine (a simulator): a bearer key must not cross a network in the clear.
 */
export function parseBaseUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new SourceError("config", "the base address is not a URL; it should look like https://ea.azure.cn", { cause });
  }
  if (url.username !== "" || url.password !== "") throw new SourceError("config", "the base address must not contain a user or password");
  if (url.search !== "" || url.hash !== "") throw new SourceError("config", "the base address must not contain a query or fragment");
  const isLocal =
    url.protocol === "http:" && (url.hostname === "localhost" || url.hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(url.hostname));
  if (url.protocol !== "https:" && !isLocal) {
    throw new SourceError("config", `the base address must be https (http only on this machine), got ${url.protocol}//${url.host}`);
  }
  return url;
}
