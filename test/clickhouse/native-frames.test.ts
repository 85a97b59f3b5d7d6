import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cityHash128 } from "../../embedded/clickhouse/city-hash-128";
import { nativeFrames } from "../../embedded/clickhouse/native-frames";
import { ServerProcess } from "./server-process";

let server: ServerProcess;
const compress = async (bytes: Buffer): Promise<Buffer<ArrayBuffer>> =>
  Buffer.from(await buffer(Readable.from([bytes]).pipe(nativeFrames.compress())));
const decompress = (bytes: Buffer): Promise<Buffer> => buffer(Readable.from([bytes]).pipe(nativeFrames.decompress()));

beforeAll(async () => {
  server = await ServerProcess.start();
  await server.query("CREATE DATABASE f");
  await server.query(
    "CREATE TABLE f.written (a UInt64, b UInt64 CODEC(NONE)) ENGINE = MergeTree ORDER BY a SETTINGS min_bytes_for_wide_part = 0",
  );
  await server.query("INSERT INTO f.written SELECT number AS n, cityHash64(n) FROM numbers(300000)");
  await server.query("CREATE TABLE f.read (x UInt64) ENGINE = Memory");
});
afterAll(() => server.dispose());

/** A column as the engine itself compressed it: the frames of its file are the wire format, and its content is RowBinary. */
function columnFile(name: string): Buffer<ArrayBuffer> {
  const parts = readdirSync(server.dataDirectory, { recursive: true, encoding: "utf8" });
  const path = parts.find((part) => part.endsWith(`all_1_1_0/${name}.bin`) && part.startsWith("store"));
  return Buffer.from(readFileSync(join(server.dataDirectory, path ?? "missing")));
}

describe("frames the engine wrote", () => {
  it.each(["a", "b"])("column %s: our CityHash128 is the checksum of every frame", (name) => {
    const file = columnFile(name);
    let frames = 0;
    for (let at = 0; at < file.length; frames += 1) {
      const size = file.readUInt32LE(at + 17);
      expect(cityHash128(file.subarray(at + 16, at + 16 + size)).toString("hex")).toBe(file.subarray(at, at + 16).toString("hex"));
      at += 16 + size;
    }
    expect(frames).toBeGreaterThan(5);
  });

  it.each([
    ["a", 0x82],
    ["b", 0x02],
  ])("column %s (method %i) is read as a request body", async (name, method) => {
    const file = columnFile(name);
    expect(file[16]).toBe(method);
    await server.query("TRUNCATE TABLE f.read");
    await server.query("INSERT INTO f.read FORMAT RowBinary", { decompress: "1" }, file);
    expect(await server.query(`SELECT (SELECT sum(x), count() FROM f.read) = (SELECT sum(${name}), count() FROM f.written)`)).toBe("1");
  });
});

describe("CityHash128 1.0.2", () => {
  // Made with github.com/go-faster/city, ClickHouse's Go client's own implementation: bytes are (7 * i + 3) mod 256.
  it.each([
    [0, "2b9ac064fc9df03d291ee592c340b53c"],
    [1, "555db5cc909437391f57cd6430b1f22a"],
    [3, "8669a11d6bfa08312d6150c2f01b3032"],
    [4, "416c8dee5ae721238d3505f627b3a6ce"],
    [7, "c7957e59690ff99e8fee82976c958749"],
    [8, "2f4353599a7cadb68c88219910020e9f"],
    [9, "9a5158e0f1cc0156ef3f3328ca2f51f8"],
    [15, "472f8fabd899825a77320da978a4a08e"],
    [16, "792b9c7fab9ce7217a3f3135c21556a3"],
    [17, "4c6eeafa13bbd50cfebbf6789171bf32"],
    [24, "b8636852884ccc11f057f08087189232"],
    [25, "3fbd121d8362741aad557cdeda01d5d3"],
    [31, "fc7fc25e32704f6ee015b5f0e9a7239a"],
    [32, "e9c7ee0484abcf67ee61bdf5273ccd80"],
    [33, "61db6d5b1dbf4b09af7afa8ed52b5710"],
    [40, "495cc8c61222840b3724219b061bd066"],
    [48, "0d665c43b809ae1bb677abdbacfa81a2"],
    [100, "776dc3f76d25ede8520cec0696e5a45d"],
    [143, "e2be2e5f14891620d04dfbc391bd56df"],
    [144, "7d76859b7b1639d6c6073157f40ba107"],
    [145, "2afc6693664d65def5d6377b548ff6d2"],
    [159, "524827208e2a98089450c5b6dc9e7321"],
    [160, "ffad79c1a578b7f6b40a456fb26876f2"],
    [200, "547539f88865fc6b54448180b46d70e3"],
    [271, "1ba277bbe686b0d3c1148c03b3ed2f86"],
    [272, "6df70b2573ffd5ef61b1e342d781eced"],
    [300, "11ae28450c6a30d6ef1725ab1ce5c237"],
    [1000, "7323377b8c534b982087686bc5cbe6f6"],
  ] as const)("of %i bytes is %s", (length, hash) => {
    expect(cityHash128(Buffer.from(Array.from({ length }, (_, i) => (i * 7 + 3) & 255))).toString("hex")).toBe(hash);
  });
});

describe("frames on the wire", () => {
  it("what is compressed is decompressed, however the bytes arrive", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), fc.integer({ min: 1, max: 700 }), async (bytes, step) => {
        const raw = Buffer.concat(Array.from({ length: 1 + (bytes.length % 3) * 200 }, () => bytes));
        const frames = await compress(raw);
        const pieces = Array.from({ length: Math.ceil(frames.length / step) }, (_, i) => frames.subarray(i * step, (i + 1) * step));
        expect((await buffer(Readable.from(pieces).pipe(nativeFrames.decompress()))).equals(raw)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("compress=1 answers in frames: the same bytes as without", async () => {
    const sql = "SELECT number, toString(number) AS s FROM numbers(500000) FORMAT RowBinaryWithNamesAndTypes";
    const plain = Buffer.from(await (await server.post(sql)).arrayBuffer());
    const framed = Buffer.from(await (await server.post(sql, { compress: "1" })).arrayBuffer());
    expect(framed.length).toBeLessThan(plain.length);
    expect((await decompress(framed)).equals(plain)).toBe(true);
  });

  it("compress=1 frames errors, too, as ClickHouse does", async () => {
    const answer = await server.post("SELECT nope", { compress: "1" });
    expect(answer.status).toBe(404);
    expect((await decompress(Buffer.from(await answer.arrayBuffer()))).toString()).toMatch(/^Code: 47\./);
  });

  it("decompress=1 and compress=1 together: a whole statement in frames", async () => {
    const answer = await server.post("", { compress: "1", decompress: "1" }, await compress(Buffer.from("SELECT 42")));
    expect((await decompress(Buffer.from(await answer.arrayBuffer()))).toString()).toBe("42\n");
  });

  it.each([
    ["one bit flipped", (frame: Buffer<ArrayBuffer>) => frame.fill((frame.at(-1) ?? 0) ^ 1, frame.length - 1), 40, "CHECKSUM_DOESNT_MATCH"],
    ["cut short", (frame: Buffer<ArrayBuffer>) => frame.subarray(0, -1), 33, "CANNOT_READ_ALL_DATA"],
    ["an impossible size", (frame: Buffer<ArrayBuffer>) => frame.fill(0xff, 17, 21), 39, "TOO_LARGE_SIZE_COMPRESSED"],
  ])("%s: refused, and nothing is inserted", async (_, damage, code, name) => {
    await server.query("TRUNCATE TABLE f.read");
    const frame = damage(await compress(Buffer.alloc(8000, 7)));
    const answer = await server.post("INSERT INTO f.read FORMAT RowBinary", { decompress: "1" }, frame);
    expect(await answer.text()).toMatch(new RegExp(`^Code: ${code}\\..*\\(${name}\\)`));
    expect(await server.query("SELECT count() FROM f.read")).toBe("0");
  });
});
