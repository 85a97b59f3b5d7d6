import { isUtf8 } from "node:buffer";
import { FocusFileError } from "./focus-file";

/**
 * The text of a CSV file in runs of whole lines, in UTF-8 whatever it was. Bytes that are not of the encoding end it with their line: a character that was put in their place would
 * be a wrong name in every answer. `encoding` is a label of the WHATWG standard (`gb18030`, `windows-1252`, `utf-16le`); null is UTF-8.
 */
export async function* readCsvText(bytes: AsyncIterable<Buffer>, encoding: string | null, file: string): AsyncGenerator<Buffer> {
  const unit = encoding === "utf-16le" || encoding === "utf-16be" ? 2 : 1;
  const decode = encoding === null ? checkUtf8 : decodeWith(encoding);
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  const take = (block: Buffer): Buffer => {
    const text = decode(block);
    if (text === null) throw explainBytes(block, line, encoding, unit, file);
    for (let at = block.indexOf(lineFeed); at !== -1; at = block.indexOf(lineFeed, at + 1)) line += 1;
    return text;
  };
  for await (const chunk of bytes) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = endOfLines(all, encoding, unit);
    rest = all.subarray(end);
    if (end > 0) yield take(all.subarray(0, end));
    else if (rest.length > longestLine) throw new FocusFileError({ file, line }, "is not CSV: a line is longer than 16 MiB");
  }
  if (rest.length > 0) yield take(rest);
}

/** Where the last whole line ends: in every encoding that a bill comes in, a line feed is no part of another character. */
function endOfLines(bytes: Buffer, encoding: string | null, unit: number): number {
  if (unit === 1) return bytes.lastIndexOf(lineFeed) + 1;
  const [first, second] = encoding === "utf-16le" ? [lineFeed, 0] : [0, lineFeed];
  for (let at = bytes.length - (bytes.length % 2) - 2; at >= 0; at -= 2) if (bytes[at] === first && bytes[at + 1] === second) return at + 2;
  return 0;
}

function checkUtf8(block: Buffer): Buffer | null {
  return isUtf8(block) ? block : null;
}

function decodeWith(encoding: string): (block: Buffer) => Buffer | null {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (block) => {
    try {
      return Buffer.from(decoder.decode(block));
    } catch {
      return null;
    }
  };
}

/** Names the first line that cannot be decoded, and what its bytes look like. */
function explainBytes(block: Buffer, firstLine: number, encoding: string | null, unit: number, file: string): FocusFileError {
  const decode = encoding === null ? checkUtf8 : decodeWith(encoding);
  let line = firstLine;
  for (let start = 0; start < block.length; line += 1) {
    const feed = block.indexOf(lineFeed, start);
    const end = feed === -1 ? block.length : feed + unit;
    const bytes = block.subarray(start, end);
    if (decode(bytes) === null) {
      if (encoding !== null) return new FocusFileError({ file, line }, `is not text in ${encoding}`);
      const seems = looksChinese(bytes)
        ? "it seems to be GB18030: import it with --encoding gb18030"
        : "it may be Windows-1252 or another code page: import it with --encoding windows-1252 or the right one";
      return new FocusFileError({ file, line }, `is not text in UTF-8: ${seems}, or save it as UTF-8`);
    }
    start = end;
  }
  return new FocusFileError({ file, line }, `is not text in ${encoding ?? "UTF-8"}`);
}

/** Chinese characters of GB2312 are pairs of high bytes; in the code pages of Europe, letters with accents stand alone between others. */
function looksChinese(bytes: Buffer): boolean {
  const runs = bytes.toString("latin1").match(/[\x80-\xff]+/g) ?? [];
  return runs.length > 0 && runs.every((run) => /^(?:[\xa1-\xf7][\xa1-\xfe])+$/.test(run));
}

const lineFeed = 0x0a;
const longestLine = 16 << 20;
