/**
 * The form in which names are compared: two names are one when their folds are equal. Full case folding and canonical equivalence of Unicode:
 * `Café` in composed and decomposed letters, `straße` and STRASSE, ΟΔΟΣ with either small sigma at its end. Invisible characters
 * (U+200B, U+2060, U+00AD, direction marks, a byte order mark) do not count. What no standard makes equal stays different: the dotless ı and i,
 * an accent and none, full width and half width.
 * The same for every locale. Not for display: displayed values keep their spelling.
 */
export function foldName(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  const visible = text.replace(unseen, "").normalize("NFD");
  // Lower, upper, lower: ẞ has no upper case and ß no other way to "ss". The upper case of ı is I, which would make it an i.
  const folded = visible.split("ı").map((part) => part.toLowerCase().toUpperCase().toLowerCase());
  return folded.join("ı").replaceAll("ς", "σ").normalize("NFC");
}

/** A name for showing: composed letters, without blanks at the ends and without invisible characters. */
export function tidyName(text: string): string {
  return (ascii.test(text) ? text : text.replace(unseen, "").normalize("NFC")).trim();
}

/** The owner that a rule of this application gives: its tidy name in upper case. */
export function ownerOf(application: string): string {
  return tidyName(application).toUpperCase().normalize("NFC");
}

const ascii = /^[\u0000-\u007f]*$/;
const unseen = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g;
