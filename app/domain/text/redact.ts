/**
 * Text from EA or about it, without what could be a credential: bearer tokens, JWTs, SAS signatures and paging tokens.
 * Meant for the few hundred characters that an error or a log keeps; it is not a reason to keep more.
 */
export function redactText(text: string): string {
  return text
    .replace(/bearer\s+[^\s"',;]+/gi, "bearer [redacted]")
    .replace(/\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g, "[redacted]")
    .replace(/((?:sig|skiptoken|sharedaccess\w*|api-?key|access_token|token)["']?\s*(?:=|%3d|:)\s*["']?)[^\s"'&;,]+/gi, "$1[redacted]");
}

/** Query parameters that carry no secret; every other value is hidden. */
const plainParameters = new Set(["month", "pageindex", "fmt", "starttime", "endtime", "$top"]);

/** An address fit for a log: no userinfo, no fragment, and only the values of parameters that are known to be harmless. */
export function redactUrl(url: URL): string {
  const query = [...url.searchParams].map(([name, value]) => `${name}=${plainParameters.has(name.toLowerCase()) ? value : "[redacted]"}`);
  return `${url.origin}${url.pathname}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}
