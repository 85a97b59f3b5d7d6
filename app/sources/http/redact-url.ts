/** Query parameters that carry no secret; every other value is hidden. */
const plainParameters = new Set(["month", "pageindex", "fmt", "starttime", "endtime", "$top"]);

/** An address fit for a log: no userinfo, no fragment, and only the values of parameters that are known to be harmless. */
export function redactUrl(url: URL): string {
  const query = [...url.searchParams].map(([name, value]) => `${name}=${plainParameters.has(name.toLowerCase()) ? value : "[redacted]"}`);
  return `${url.origin}${url.pathname}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}
