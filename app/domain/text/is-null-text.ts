/**
 * Whether a text stands for a missing value: `None` of Python, `nan` and `NaT` of pandas, `undefined` of JavaScript, `#N/A` and the errors of
 * spreadsheets, a lone dash, the GUID of zeros that Azure writes for charges without a subscription. An id of that name would be an account or a resource
 * that does not exist. `text` has no blank ends.
 */
export function isNullText(text: string): boolean {
  return text.length <= longest && nullTexts.has(text.toLowerCase());
}

/**
 * Whether such a text may still be a number. Spreadsheets show 0 as a dash, and NaN is a computation that failed: who reads either as "no cost"
 * may hide one.
 */
export function isDoubtfulNumber(text: string): boolean {
  return /^[-\u2010-\u2015\u2212]+$|nan$|^#(?!n\/?a)|1\.#/i.test(text);
}

const nullTexts: ReadonlySet<string> = new Set([
  ...["null", "(null)", "<null>", "[null]", "\\n", "none", "(none)", "<none>", "nil", "undefined"],
  ...["nan", "-nan", "+nan", "(nan)", "<nan>", "nat", "1.#qnan", "-1.#qnan", "1.#ind", "-1.#ind"],
  ...["na", "<na>", "n/a", "(n/a)", "n.a.", "n.a", "#na", "#n/a", "#n/a n/a", "not applicable", "not available", "(blank)", "(empty)"],
  "00000000-0000-0000-0000-000000000000",
  ...["#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#error!"],
  ...["-", "--", "---", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"],
]);
const longest = Math.max(...[...nullTexts].map((text) => text.length));
