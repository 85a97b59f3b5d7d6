/** Where a nextLink leads, or why it is not followed. The reason names no part of the link: a link may carry a token. */
export type NextLink = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly reason: string };

const longestLink = 8192;

/**
 * Decides whether the key may follow a nextLink. Relative links are resolved against the page they came from; the result must have the base's
 * scheme, host and port, no userinfo, and lie under `prefix` (the enrollment's own path, which Azure compares without case).
 *
 * Stricter than URL resolution on purpose: `\\` and white space, which parsers disagree on, non-ASCII letters, which hosts are faked with,
 * `//host` and encoded slashes are refused even where they would lead back home.
 */
export function resolveNextLink(link: string, current: URL, base: URL, prefix: string): NextLink {
  if (link.length > longestLink) return refused("it is longer than 8192 characters");
  if (!/^[\x21-\x7e]+$/.test(link)) return refused("it has spaces, control characters or letters outside ASCII");
  if (link.includes("\\")) return refused("it has a backslash");
  if (link.startsWith("//")) return refused("it names a host without a scheme");
  let url: URL;
  try {
    url = new URL(link, current);
  } catch {
    return refused("it is not a URL");
  }
  if (url.username !== "" || url.password !== "" || /^[a-z]+:\/\/[^/?#]*@/i.test(link)) return refused("it contains a user");
  if (url.protocol !== base.protocol) return refused(`its scheme is ${url.protocol.slice(0, -1)}, not ${base.protocol.slice(0, -1)}`);
  if (url.origin !== base.origin) return refused("it leads to another host or port");
  if (/%2f|%5c|%2e|%00/i.test(url.pathname)) return refused("its path has encoded separators");
  if (!url.pathname.toLowerCase().startsWith(prefix.toLowerCase())) return refused("its path is outside the enrollment");
  url.hash = "";
  return { ok: true, url };
}

function refused(reason: string): NextLink {
  return { ok: false, reason };
}
