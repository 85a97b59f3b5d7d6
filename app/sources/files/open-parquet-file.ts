import { sqlLiteral } from "../../domain/sql-literal";
import { type FocusFile, FocusFileError, type FocusFileRows } from "./focus-file";
import { type InputFile, readBytes } from "./input-file";
import type { ParquetEngine } from "./parquet-engine";

/**
 * Opens a Parquet file: ClickHouse reads it into a table of texts, which is then read like a CSV file. Decimals come as their digits, doubles as the
 * shortest text that reads back equal, maps and lists as JSON, times in UTC. Nothing of the file is held here. The table is dropped by `close`; it is a
 * StripeLog, which one thread reads in the order it was written: a MergeTree took 1.2 GB to read a million rows of 110 columns in order.
 */
export async function openParquetFile(file: InputFile, engine: ParquetEngine): Promise<FocusFile> {
  const { name } = file;
  const explain = (error: unknown): unknown =>
    error instanceof Error && engine.isRefusal(error)
      ? new FocusFileError({ file: name }, `is not readable Parquet: ${firstLine(error.message)}`, error)
      : error;
  const footer = await readParquetFooter(file);
  let columns: readonly ParquetColumn[];
  try {
    columns = await engine.select<ParquetColumn>(`DESCRIBE format(Parquet, unhex('${footer.toString("hex")}'))`);
  } catch (error) {
    throw explain(error);
  }
  const table = `${stagingPrefix}${engine.randomId()}`;
  const close = (): Promise<void> => engine.run(`DROP TABLE IF EXISTS ${table} SYNC`);
  try {
    await engine.run(
      `CREATE TABLE ${table} (line UInt64, ${columns.map((_, index) => `c${index} Nullable(String)`).join(", ")}) ENGINE = StripeLog`,
    );
    const structure = sqlLiteral(columns.map((column) => `${identifier(column.name)} ${column.type}`).join(", "));
    const into = `INSERT INTO ${table} SELECT rowNumberInAllBlocks() + 1, ${columns.map(toText).join(", ")} FROM`;
    if (!(await readByEngine(file, engine, table, into, structure)))
      await engine.insert(`${into} input(${structure}) FORMAT Parquet`, file.read());
  } catch (error) {
    await close();
    throw explain(error);
  }
  return {
    name,
    format: "parquet",
    headers: columns.map((column) => column.name),
    doubles: columns.filter(({ type }) => /\bFloat(?:32|64)\b/.test(type)).map((column) => column.name),
    rows: () => readRows(engine, `SELECT * FROM ${table} FORMAT JSONCompactEachRow`),
    textBytes: () => null,
    close,
  };
}

/**
 * Lets the engine read the file itself, where it can; false: it could not, and nothing is in the table. Whatever it says of an address or a credential is
 * left to the reading through here, whose errors have no secret in them.
 */
async function readByEngine(file: InputFile, engine: ParquetEngine, table: string, into: string, structure: string): Promise<boolean> {
  const { engineTable } = file;
  if (engineTable === null) return false;
  try {
    await engine.insertFrom(`${into} ${engineTable(structure)}`);
  } catch {
    await engine.run(`TRUNCATE TABLE ${table}`);
    return false;
  }
  await file.checkVersion();
  return true;
}

/** Tables whose names begin so hold files being imported. */
export const stagingPrefix = "FocusImportStaging_";

interface ParquetColumn {
  readonly name: string;
  readonly type: string;
}

/** A column as text or null. */
function toText({ name, type }: ParquetColumn): string {
  const column = identifier(name);
  // The engine has no null for a map, and for a struct only one of nulls; neither says anything.
  if (/^(?:Map|Tuple|Nullable\(Tuple)/.test(type)) return `nullIf(toJSONString(${column}), '{}')`;
  if (/^(?:Array|JSON)/.test(type)) return `toJSONString(${column})`;
  return `toString(${column})`;
}

async function* readRows(engine: ParquetEngine, query: string): AsyncGenerator<FocusFileRows> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of await engine.stream(query)) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const ends = text.lastIndexOf("\n");
    rest = text.slice(ends + 1);
    if (ends >= 0) yield toRows(text.slice(0, ends));
  }
  if (rest !== "") yield toRows(rest);
}

function toRows(text: string): FocusFileRows {
  const lines: number[] = [];
  const rows: (readonly (string | null)[])[] = [];
  for (const row of text.split("\n")) {
    const value: unknown = JSON.parse(row);
    if (!Array.isArray(value)) throw new TypeError("ClickHouse returned no row");
    const cells: readonly unknown[] = value;
    lines.push(Number(cells[0]));
    rows.push(cells.slice(1).map((cell) => (typeof cell === "string" ? cell : null)));
  }
  return { lines, rows };
}

function identifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, "\\$&")}\``;
}

function firstLine(message: string): string {
  return (message.split("\n", 1)[0] ?? "").slice(0, 300);
}

/**
 * The footer of a Parquet file as a file of its own: magic, footer, length, magic. It has the schema and no data, so that it is small whatever the size of
 * the file. https://parquet.apache.org/docs/file-format/
 */
async function readParquetFooter(file: InputFile): Promise<Buffer> {
  const { name, bytes } = file;
  const isLong = bytes >= tailBytes + magic.length;
  const tail = isLong ? await readBytes(file, { from: bytes - tailBytes, to: bytes }) : Buffer.alloc(tailBytes);
  const length = tail.readUInt32LE(0);
  if (tail.toString("latin1", 4) !== magic) throw new FocusFileError({ file: name }, "is truncated: its Parquet footer is missing");
  if (length > largestFooter || length > bytes - tailBytes - magic.length)
    throw new FocusFileError({ file: name }, `has a footer of ${length} bytes`);
  const footer = await readBytes(file, { from: bytes - tailBytes - length, to: bytes - tailBytes });
  return Buffer.concat([Buffer.from(magic), footer, tail]);
}

const magic = "PAR1";
const tailBytes = 8;
/** Some ten thousand row groups; it goes to the engine inside of a statement. */
const largestFooter = 16 << 20;
