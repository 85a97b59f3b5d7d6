/**
 * Adds key-value metadata to the footer of a Parquet file, which the engine cannot write: field 5 of FileMetaData, in Thrift's compact protocol. What stands before the
 * footer, to which the footer has addresses, stays where it is. `tail` is the end of the file, from anywhere before the footer.
 * https://github.com/apache/parquet-format#file-format
 * @throws the file is not whole, or the footer begins before `tail`
 */
export function withParquetMetadata(
  tail: Buffer,
  entries: Readonly<Record<string, string>>,
): { readonly tail: Buffer; readonly rows: number } {
  const length = tail.length < 8 || tail.toString("latin1", tail.length - 4) !== "PAR1" ? -1 : tail.readUInt32LE(tail.length - 8);
  const start = tail.length - 8 - length;
  if (length < 0 || start < 0) throw new Error("The engine ended the Parquet file before its footer was whole");
  const { rows, footer } = rewritten(tail.subarray(start, start + length), Object.entries(entries));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(footer.length);
  return { rows, tail: Buffer.concat([tail.subarray(0, start), footer, size, Buffer.from("PAR1")]) };
}

function rewritten(footer: Buffer, entries: readonly (readonly [string, string])[]): { readonly rows: number; readonly footer: Buffer } {
  const reader = new CompactReader(footer);
  let rows = 0;
  let before = 0;
  for (;;) {
    const at = reader.at;
    const field = reader.field(before);
    if (field === null || field.id > keyValueField) {
      // The header of the next field says how far it is from this one.
      const next = field === null ? Buffer.from([0]) : fieldHeader(field.id - keyValueField, field.type);
      const after = footer.subarray(field === null ? at + 1 : reader.at);
      const added = Buffer.concat([fieldHeader(keyValueField - before, listType), listHeader(entries.length), ...entries.map(keyValue)]);
      return { rows, footer: Buffer.concat([footer.subarray(0, at), added, next, after]) };
    }
    if (field.id === keyValueField) {
      const header = reader.at;
      const count = reader.list().count;
      const items = footer.subarray(reader.at);
      const begin = footer.subarray(0, header);
      return { rows, footer: Buffer.concat([begin, listHeader(count + entries.length), ...entries.map(keyValue), items]) };
    }
    if (field.id === rowsField) rows = reader.integer();
    else reader.skip(field.type);
    before = field.id;
  }
}

const [rowsField, keyValueField] = [3, 5] as const;
const [binaryType, listType, structType] = [8, 9, 12] as const;

function fieldHeader(delta: number, type: number): Buffer {
  return Buffer.from([(delta << 4) | type]);
}

function listHeader(count: number): Buffer {
  return count < 15 ? Buffer.from([(count << 4) | structType]) : Buffer.concat([Buffer.from([0xf0 | structType]), varint(count)]);
}

function keyValue([key, value]: readonly [string, string]): Buffer {
  return Buffer.concat([fieldHeader(1, binaryType), text(key), fieldHeader(1, binaryType), text(value), Buffer.from([0])]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}

/** As much of Thrift's compact protocol as it takes to walk over a footer. */
class CompactReader {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** The header of the next field of a struct; null at its end. */
  field(before: number): { readonly id: number; readonly type: number } | null {
    const header = this.#byte();
    if (header === 0) return null;
    const delta = header >> 4;
    return { id: delta === 0 ? this.integer() : before + delta, type: header & 15 };
  }

  list(): { readonly count: number; readonly type: number } {
    const header = this.#byte();
    return { count: header >> 4 === 15 ? this.#unsigned() : header >> 4, type: header & 15 };
  }

  /** A zigzag number. */
  integer(): number {
    const value = this.#unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  skip(type: number): void {
    switch (type) {
      case 1:
      case 2:
        return;
      case 3:
        this.at += 1;
        return;
      case 4:
      case 5:
      case 6:
        this.#unsigned();
        return;
      case 7:
        this.at += 8;
        return;
      case binaryType: {
        const length = this.#unsigned();
        this.at += length;
        return;
      }
      case listType:
      case 10: {
        const { count, type: inner } = this.list();
        // A boolean is a byte of its own in a list, and part of the header in a struct.
        for (let index = 0; index < count; index += 1) this.skip(inner === 1 || inner === 2 ? 3 : inner);
        return;
      }
      case structType:
        for (let field = this.field(0); field !== null; field = this.field(field.id)) this.skip(field.type);
        return;
      default:
        throw new Error(`The footer of the Parquet file has the Thrift type ${type}, which is not read`);
    }
  }

  #byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Error("The footer of the Parquet file is not whole");
    this.at += 1;
    return byte;
  }

  #unsigned(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }
}
