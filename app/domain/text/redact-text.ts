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
