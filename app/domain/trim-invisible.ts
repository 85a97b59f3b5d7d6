/**
 * A text without invisible characters at its ends: white space, U+FEFF (a byte order mark that was taken for text), zero-width characters and marks
 * of direction. Ids and column names are compared without them; inside of a text they stay, since there they may join letters.
 */
export function trimInvisible(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return isPlain(first) && isPlain(last) ? text : text.replace(invisible, "");
}

/** True for most of ASCII: nearly every id begins and ends there. */
function isPlain(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

const edge = String.raw`[\s\u0000-\u001f\u007f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+`;
const invisible = new RegExp(`^${edge}|${edge}$`, "g");
