/** A body under a scanner: `view` reads, `buffer` decodes, `end` is the first offset that is no longer part of it. All offsets count from the body's start. */
export class PageBytes {
  readonly view: DataView;
  readonly buffer: Buffer;
  readonly end: number;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.byteLength;
  }

  /** The byte at an offset, or 0 past the end: 0 is not JSON anywhere, so no scanner runs on. */
  at(offset: number): number {
    return offset < this.end ? this.view.getUint8(offset) : 0;
  }
}

/** The ASCII codes that JSON is made of; named because a scanner full of bare numbers cannot be reviewed. */
export const byte = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  upperE: 0x45,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  lowerE: 0x65,
  lowerF: 0x66,
  lowerN: 0x6e,
  lowerT: 0x74,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** Whether `length` bytes are equal, from `at` in one view and from `place` in the other; both must lie inside. Sixteen bytes at a time, then four. */
export function sameBytes(left: DataView, at: number, right: DataView, place: number, length: number): boolean {
  let offset = 0;
  for (; offset + 16 <= length; offset += 16) {
    const [one, other] = [at + offset, place + offset];
    const differs =
      (left.getInt32(one, true) ^ right.getInt32(other, true)) |
      (left.getInt32(one + 4, true) ^ right.getInt32(other + 4, true)) |
      (left.getInt32(one + 8, true) ^ right.getInt32(other + 8, true)) |
      (left.getInt32(one + 12, true) ^ right.getInt32(other + 12, true));
    if (differs !== 0) return false;
  }
  for (; offset + 4 <= length; offset += 4) {
    if (left.getInt32(at + offset, true) !== right.getInt32(place + offset, true)) return false;
  }
  for (; offset < length; offset += 1) {
    if (left.getUint8(at + offset) !== right.getUint8(place + offset)) return false;
  }
  return true;
}

/** The offset of the first byte at or after `at` that is not JSON white space. */
export function skipSpace(page: PageBytes, at: number): number {
  let offset = at;
  for (;;) {
    const code = page.at(offset);
    if (code !== byte.space && code !== byte.lineFeed && code !== byte.carriageReturn && code !== byte.tab) return offset;
    offset += 1;
  }
}
