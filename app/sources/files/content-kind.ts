/**
 * What the first bytes of a file say when they are not CSV text in UTF-8, and what to do about it; null when they may be CSV. `encoding`: the encoding that
 * the operator named, null for UTF-8.
 */
export function explainContent(begin: Buffer, encoding: string | null): string | null {
  const text = begin.toString("latin1");
  const signature = signatures.find(({ bytes }) => text.startsWith(bytes));
  if (signature !== undefined) return signature.detail;
  if (text.startsWith("PK\x03\x04") || text.startsWith("PK\x05\x06")) return explainZip(text);
  if (text.startsWith("ustar", 257)) return "is a tar archive: unpack it first";
  const wide = wideEncoding(begin);
  if (wide !== null && encoding !== wide.label)
    return `is text in ${wide.name}: import it with --encoding ${wide.label}, or save it as UTF-8`;
  if (wide === null && begin.subarray(0, headBytes).includes(0))
    return "is neither CSV nor Parquet: it has bytes of zero, which no text has";
  if (encoding !== null && text.startsWith(utf8Mark))
    return `is text in UTF-8 by its byte order mark: import it without --encoding ${encoding}`;
  if (wide !== null) return null;
  const visible = text.replace(/^(?:\xef\xbb\xbf|\s)+/, "");
  if (visible.startsWith("{") || visible.startsWith("[")) {
    return "is JSON, not CSV: leave out manifests, and export rows as CSV or Parquet";
  }
  if (visible.startsWith("<")) return "is XML or HTML, not CSV: an error page that was saved as a file looks like this";
  return null;
}

/** The two encodings of 16 bits, by their mark or by where the zeros of plain ASCII stand. */
function wideEncoding(begin: Buffer): { readonly name: string; readonly label: string } | null {
  const [first, second] = begin;
  if (first === 0xff && second === 0xfe) return littleEndian;
  if (first === 0xfe && second === 0xff) return bigEndian;
  const head = begin.subarray(0, headBytes);
  if (head.length < 4) return null;
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = head.length / 4;
  if (odd > many && even === 0) return littleEndian;
  return even > many && odd === 0 ? bigEndian : null;
}

/** A workbook is a zip archive whose parts have names of their own. */
function explainZip(text: string): string {
  if (/\[Content_Types\]\.xml|xl\/|docProps\//.test(text))
    return "is an Excel workbook: save the sheet as CSV UTF-8, with ids and costs as text";
  return "is a zip archive: unpack it first";
}

/** A header has no zeros; a hostile cell further on may. */
const headBytes = 64;
const littleEndian = { name: "UTF-16 LE", label: "utf-16le" } as const;
const bigEndian = { name: "UTF-16 BE", label: "utf-16be" } as const;
const utf8Mark = "\xef\xbb\xbf";

const signatures: readonly { readonly bytes: string; readonly detail: string }[] = [
  { bytes: "PAR1", detail: "is Parquet inside gzip: unpack it first" },
  { bytes: "PARE", detail: "is encrypted Parquet: export it without encryption" },
  { bytes: "\x1f\x8b", detail: "is gzip inside gzip: unpack it first" },
  { bytes: "\x28\xb5\x2f\xfd", detail: "is compressed with zstd: unpack it first" },
  { bytes: "BZh", detail: "is compressed with bzip2: unpack it first" },
  { bytes: "\xfd7zXZ\x00", detail: "is compressed with xz: unpack it first" },
  { bytes: "\x04\x22\x4d\x18", detail: "is compressed with lz4: unpack it first" },
  { bytes: "\xff\x06\x00\x00sNaPpY", detail: "is compressed with snappy: unpack it first" },
  { bytes: "7z\xbc\xaf\x27\x1c", detail: "is a 7z archive: unpack it first" },
  { bytes: "Rar!\x1a\x07", detail: "is a RAR archive: unpack it first" },
  {
    bytes: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    detail: "is an old Excel workbook: save the sheet as CSV UTF-8, with ids and costs as text",
  },
  { bytes: "ORC", detail: "is ORC: export it as Parquet or CSV" },
  { bytes: "Obj\x01", detail: "is Avro: export it as Parquet or CSV" },
  { bytes: "ARROW1", detail: "is Arrow: export it as Parquet or CSV" },
  { bytes: "SQLite format 3", detail: "is an SQLite database: export the table as CSV" },
  { bytes: "%PDF", detail: "is a PDF document, not CSV" },
];
