/** Separators, control and format characters, and letters that show nothing. */
export const blank = String.raw`[\pZ\pC\x{115F}\x{1160}\x{2800}\x{3164}\x{FE00}-\x{FE0F}\x{FFA0}]*`;
/** `=`, `+`, `-` and `@` as they are, full width, small, and the minus sign of mathematics. All are one UTF-16 code. */
export const sign = String.raw`[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}\x{FE66}\x{FE62}\x{FE63}\x{FE6B}\x{2212}]`;
/**
 * Where a text begins that a spreadsheet takes for a formula: a sign of one, in any width and after blanks of any kind; a tab or a line end; or an apostrophe, which
 * would be read back as one that was put there. In RE2's words, for ClickHouse; `inUnicode` has it in those of JavaScript. The dashboard imports this file, and no
 * other of app/: the rule is written here alone.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export const formulaBegin = `^(?:${blank}(?:${sign}|[\\t\\r\\n])|')`;

/** A number such as `-12.50`, which is not a formula. */
export const negativeNumber = "^-[0-9]+(?:[.][0-9]+)?$";

/** RE2's `\x{2212}`, `\pZ` and `\pC` in the words of JavaScript, with its flag `u`. RE2's `\pC` has no code points that are not assigned. */
export function inUnicode(pattern: string): string {
  return pattern
    .replaceAll("\\x{", "\\u{")
    .replaceAll(String.raw`\pC`, String.raw`\p{Cc}\p{Cf}\p{Co}\p{Cs}`)
    .replaceAll(String.raw`\pZ`, String.raw`\p{Z}`);
}

/** A text as a cell of a CSV file that no spreadsheet runs, before quotes are put around it; a plain number stays as it is. As `spreadsheetSafeOrNumberSql` writes it. */
export function spreadsheetSafe(text: string): string {
  return begins.test(text) && !number.test(text) ? `'${text}` : text;
}

const begins = new RegExp(inUnicode(formulaBegin), "u");
const number = new RegExp(negativeNumber);
