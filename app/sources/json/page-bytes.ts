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
