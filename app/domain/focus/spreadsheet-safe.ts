import { sqlLiteral } from "../sql-literal";
import { blank, formulaBegin, inUnicode, negativeNumber, sign } from "../text/spreadsheet-cell";

/**
 * Text in a CSV file that no spreadsheet takes for a formula, and that can be read back. An apostrophe goes before text that begins with a sign of a
 * formula, in any width and after blanks of any kind, before text that begins with a tab or a line end, and before text that begins with an apostrophe:
 * so the first apostrophe of a cell is never the text's own. Only text is changed: an amount keeps its minus and stays a number.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function spreadsheetSafeSql(text: string): string {
  return `if(${mayBegin(text)} AND match(ifNull(${text}, ''), ${sqlLiteral(formulaBegin)}), concat('''', ${text}), ${text})`;
}

/** `spreadsheetSafeSql` for a column that may have digits as text: a plain number such as `-12.50` is no formula, and stays as it is. */
export function spreadsheetSafeOrNumberSql(text: string): string {
  const isNumber = `match(ifNull(${text}, ''), ${sqlLiteral(negativeNumber)})`;
  return `if(${mayBegin(text)} AND match(ifNull(${text}, ''), ${sqlLiteral(formulaBegin)}) AND NOT ${isNumber}, concat('''', ${text}), ${text})`;
}

/** False for text that begins with a letter or a digit of ASCII, or with a slash, as nearly all does: only other text needs the slow look. */
function mayBegin(text: string): string {
  return `notEmpty(ifNull(${text}, '')) AND ascii(ifNull(${text}, '')) NOT IN (${harmless.join(", ")})`;
}

/** ASCII from `/` to `~`, without `=` and `@`. */
const harmless = Array.from({ length: 80 }, (_, index) => index + 0x2f).filter((code) => code !== 0x3d && code !== 0x40);

/** The column that says of a row, by `1`, that its texts were written so. */
export const spreadsheetSafeColumn = "x_SpreadsheetSafe";

/** The text that `spreadsheetSafeSql` made a cell of. */
export function ofSpreadsheetSafe(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

/**
 * JSON text in an unquoted line of a CSV file, as JSON of the same value: a spreadsheet that divides the line at commas, semicolons or tabs takes no part of a text
 * for a formula. Plain numbers such as `"-12.50"` stay as they are.
 */
export function spreadsheetSafeJson(json: string): string {
  return json.replace(jsonText, (text) => (plainNumber.test(text) ? text : text.replace(beginInText, escapedSign)));
}

function escapedSign(before: string): string {
  const sign = before.slice(-1);
  return `${before.slice(0, -1)}\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const jsonText = /"(?:[^"\\]|\\.)*"/g;
const plainNumber = /^"-?[0-9]+(?:[.][0-9]+)?"$/;
/** A sign where a text begins, or after what divides cells; all signs are one UTF-16 code. */
const beginInText = new RegExp(`(?:^"|[,;])["']*${inUnicode(blank)}${inUnicode(sign)}`, "gu");
