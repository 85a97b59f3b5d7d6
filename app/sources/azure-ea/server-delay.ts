/** Headers as undici gives them: lower-case names, repeated ones as arrays. */
export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * How long EA asks us to wait, in milliseconds: the longest of `Retry-After` (RFC 9110: seconds or a date) and every
 * `x-ms-ratelimit-*-retry-after` (seconds). null when none is there or none can be understood; a negative number or a past date is 0.
 * Never shortened: whether the wait fits is the deadline's question.
 */
export function serverDelayMs(headers: ResponseHeaders, nowMs: number): number | null {
  let longest: number | null = null;
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || !isDelayHeader(name.toLowerCase())) continue;
    for (const text of typeof value === "string" ? [value] : value) {
      const delay = parseDelay(text.trim(), nowMs);
      if (delay !== null && (longest === null || delay > longest)) longest = delay;
    }
  }
  return longest;
}

function isDelayHeader(name: string): boolean {
  return name === "retry-after" || (name.startsWith("x-ms-ratelimit-") && name.endsWith("retry-after"));
}

function parseDelay(text: string, nowMs: number): number | null {
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Math.max(0, Math.ceil(Number(text) * 1000));
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
