/**
 * One field of one row as it left the wire: text decoded, a number as its digits exactly as sent (`9.6E-06` stays `9.6E-06`),
 * `true` and `false` as those words, an object or an array as its source text. `null` is a JSON null, `undefined` a field the row does not have.
 */
export type Cell = string | null | undefined;
