import { quotedText, tabValue } from "../../app/pipeline/tab-text";

/** The rows of one block of ClickHouse's Native format as lines of TabSeparated, for the types that blocks of charges have. Throws for any other. */
export function readNativeLines(block: Uint8Array): readonly string[] {
  if (block.length === 0) return [];
  const reader = new NativeReader(Buffer.from(block));
  const [columns, rows] = [reader.varint(), reader.varint()];
  const lines = Array.from({ length: rows }, (): string[] => []);
  for (let column = 0; column < columns; column += 1) {
    reader.text();
    reader.values(reader.text(), rows).forEach((value, row) => lines[row]?.push(value));
  }
  if (!reader.isAtEnd) throw new Error("bytes behind the block");
  return lines.map((line) => line.join("\t"));
}

class NativeReader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  values(type: string, rows: number): readonly string[] {
    switch (type) {
      case "UInt16":
        return this.#numbers(2, rows).map(String);
      case "UInt32":
      case "DateTime":
        return this.#numbers(4, rows).map(String);
      case "String":
        return this.#texts(rows).map(tabValue);
      case "Nullable(String)": {
        const nulls = this.#numbers(1, rows);
        return this.#texts(rows).map((text, row) => tabValue(nulls[row] === 1 ? null : text));
      }
      case "LowCardinality(String)":
        return this.#words(rows).map(tabValue);
      case "LowCardinality(Nullable(String))":
        return this.#words(rows, null).map(tabValue);
      case "Array(Tuple(code String, field String, detail String))": {
        const ends = this.#numbers(8, rows);
        const [codes, fields, details] = [0, 1, 2].map(() => this.#texts(ends.at(-1) ?? 0));
        const tuple = (at: number): string => `(${[codes, fields, details].map((member) => quotedText(member?.[at] ?? "")).join(",")})`;
        return ends.map((end, row) => {
          const start = ends[row - 1] ?? 0;
          return `[${Array.from({ length: end - start }, (_, index) => tuple(start + index)).join(",")}]`;
        });
      }
      case "Array(String)": {
        const ends = this.#numbers(8, rows);
        const texts = this.#texts(ends.at(-1) ?? 0).map(quotedText);
        return ends.map((end, row) => `[${texts.slice(ends[row - 1] ?? 0, end).join(",")}]`);
      }
      default:
        throw new TypeError(type);
    }
  }

  varint(): number {
    const byte = this.bytes.readUInt8(this.#at++);
    return byte < 128 ? byte : byte - 128 + 128 * this.varint();
  }

  text(): string {
    const length = this.varint();
    this.#at += length;
    return this.bytes.toString("utf8", this.#at - length, this.#at);
  }

  #texts(count: number): readonly string[] {
    return Array.from({ length: count }, () => this.text());
  }

  /** `first`: what the first key stands for, where it is no text. */
  #words(rows: number, first?: null): readonly (string | null)[] {
    const [version = 0, flags = 0, keys = 0] = this.#numbers(8, 3);
    if (version !== 1 || flags >> 8 !== 6) throw new TypeError(`LowCardinality of version ${version} with flags ${flags}`);
    const texts = this.#texts(keys);
    const [count = 0] = this.#numbers(8, 1);
    const indexes = this.#numbers(1 << (flags & 255), count);
    if (count !== rows) throw new TypeError(`${count} indexes for ${rows} rows`);
    return indexes.map((index) => {
      const text = index === 0 && first !== undefined ? first : texts[index];
      if (text === undefined) throw new RangeError(`no key ${index}`);
      return text;
    });
  }

  #numbers(width: number, count: number): readonly number[] {
    return Array.from({ length: count }, () => {
      this.#at += width;
      const at = this.#at - width;
      return width === 8 ? Number(this.bytes.readBigUInt64LE(at)) : this.bytes.readUIntLE(at, width);
    });
  }
}
