import { seededRandom } from "../../bench/usage-rows";

/** Bytes for a body, made when asked for: some are 20 MB. */
export interface HostileBody {
  readonly name: string;
  readonly make: () => Uint8Array;
  /** Sent in pieces without a length. */
  readonly chunked: boolean;
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, "utf8");

/** `count` bodies that no honest client sends, around one that it does; the same ones on each run. */
export function hostileBodies(example: string, count: number): readonly HostileBody[] {
  const random = seededRandom(6);
  const whole = (limit: number): number => Math.floor(random() * limit);
  const kinds: readonly (() => readonly [string, () => Uint8Array])[] = [
    () => {
      const at = whole(example.length);
      return [`cut at ${at}`, () => utf8(example.slice(0, at))];
    },
    () => {
      const depth = 10 ** (1 + whole(5));
      return [`${depth} arrays deep`, () => utf8("[".repeat(depth))];
    },
    () => {
      const depth = 10 ** (1 + whole(4));
      return [`${depth} objects deep`, () => utf8(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`)];
    },
    () => {
      const at = whole(example.length);
      const byte = [0x00, 0xff, 0xc0, 0x80, 0xed][whole(5)] ?? 0;
      return [`byte ${byte} at ${at}`, () => Uint8Array.from([...utf8(example.slice(0, at)), byte, ...utf8(example.slice(at))])];
    },
    () => {
      const size = 2 ** (10 + whole(15));
      return [`${size} bytes of text`, () => utf8(`{"currency":"${"x".repeat(size)}"}`)];
    },
    () => {
      const members = 10 ** (1 + whole(4));
      return [`${members} members`, () => utf8(`{${Array.from({ length: members }, (_, index) => `"m${index}":1`).join(",")}}`)];
    },
    () => {
      const literal =
        ["NaN", "Infinity", "1e400", "-1e400", "0x1", "01", "undefined", "'x'", "/*x*/1", "1".repeat(4000), "1e", "+1"][whole(12)] ?? "";
      return [`the literal ${literal.slice(0, 10)}`, () => utf8(example.replace(/:\s*("[^"]*"|[^,}\]]+)/, `:${literal}`))];
    },
    () => {
      const value = ["null", "true", "[]", "{}", "[null]", '"x"', "1", '{"__proto__":{"role":"operator"}}', '[["x"]]'][whole(9)] ?? "";
      return [`${value} for the whole`, () => utf8(value)];
    },
    () => {
      const value = ["null", "true", "[]", "{}", "-1", '{"toString":1}', '["a","b"]', '"\\ud800"', '"\\u0000"'][whole(9)] ?? "";
      return [`${value} for a member`, () => utf8(example.replace(/:\s*("[^"]*"|[^,}\]]+)/, `:${value}`))];
    },
    () => ["a member twice", () => utf8(example.replace(/\}$/, ',"currency":"USD","currency":null}'))],
    () => ["__proto__ and constructor", () => utf8(example.replace(/\}$/, ',"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'))],
    () => ["UTF-16", () => Buffer.from(`\ufeff${example}`, "utf16le")],
    () => ["a byte order mark", () => utf8(`\ufeff${example}`)],
    () => ["nothing", () => new Uint8Array(0)],
    () => ["two values", () => utf8(`${example}\n${example}`)],
    () => {
      const bytes = Array.from({ length: 1 + whole(2000) }, () => whole(256));
      return ["noise", () => Uint8Array.from(bytes)];
    },
    () => ["a string that never ends", () => utf8(`{"currency":"${"\\".repeat(whole(3000))}`)],
    () => {
      const megabytes = 1 + whole(20);
      return [`${megabytes} MB of blanks`, () => Buffer.alloc(megabytes << 20, 0x20)];
    },
  ];
  return Array.from({ length: count }, (_, index) => {
    const [name, make] = (kinds[index % kinds.length] ?? kinds[0])?.() ?? ["nothing", () => new Uint8Array(0)];
    return { name, make, chunked: random() < 0.3 };
  });
}
