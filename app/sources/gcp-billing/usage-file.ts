import { type GcpFieldReader, gcpUsageHeaders, mapGcpUsage } from "../../domain/gcp/map-usage";
import { type GcpUsageField, gcpUsageFields, matchGcpField, necessaryGcpFields } from "../../domain/gcp/usage-fields";
import { type FocusFile, FocusFileError, type FocusFileRows } from "../files/focus-file";
import type { InputFile } from "../files/input-file";
import { readJsonFields, readJsonLines } from "../files/json-lines";
import { openCsvFile } from "../files/open-csv-file";

/** Names of files that rows of Cloud Billing come in. */
export const gcpFileName = /\.(?:csv|json|jsonl|ndjson)(?:\.gz)?$/i;

/**
 * Opens a file of rows of a usage export: CSV with a column for each field (`service.id`), or JSON, one object a line. Its rows come as columns of FOCUS.
 * @throws FocusFileError it is something else, or has not what makes a bill
 */
export async function openGcpUsageFile(file: InputFile): Promise<FocusFile> {
  if (file.bytes === 0) throw new FocusFileError({ file: file.name }, "is empty");
  if (!/\.csv(?:\.gz)?$/i.test(file.name)) return openJson(file);
  const csv = await openCsvFile(file, /\.gz$/i.test(file.name), null);
  try {
    return mapGcpColumns(csv);
  } catch (error) {
    await csv.close();
    throw error;
  }
}

/**
 * The same rows in the columns of FOCUS.
 * @throws FocusFileError the columns make no bill
 */
export function mapGcpColumns(file: FocusFile): FocusFile {
  const { places, others } = planColumns(file);
  return {
    ...file,
    headers: gcpUsageHeaders,
    doubles: [],
    rows: async function* (): AsyncGenerator<FocusFileRows> {
      for await (const { lines, rows } of file.rows()) {
        const mapped = rows.map((cells, index) => {
          if (cells.every(isEmpty)) return emptyRow;
          const read: GcpFieldReader = (field) => cells[places.get(field) ?? -1] ?? null;
          const kept = others.map(([name, place]) => [name, cells[place] ?? null] as const);
          return mapRow(read, kept, { file: file.name, line: lines[index] ?? 0 });
        });
        yield { lines, rows: mapped };
      }
    },
  };
}

/** Where each field is, and the columns that are none of Google's. */
function planColumns({ name: file, headers }: FocusFile): {
  readonly places: ReadonlyMap<GcpUsageField, number>;
  readonly others: readonly (readonly [name: string, place: number])[];
} {
  const places = new Map<GcpUsageField, number>();
  const others: (readonly [string, number])[] = [];
  for (const [place, header] of headers.entries()) {
    const field = matchGcpField(header);
    if (field === null) others.push([header, place]);
    else if (places.has(field)) throw new FocusFileError({ file, line: 1, column: header }, "is there twice");
    else places.set(field, place);
  }
  const missing = necessaryGcpFields.filter((field) => !places.has(field));
  if (missing.length > 0)
    throw new FocusFileError({ file, line: 1 }, `has no column ${missing.join(", ")}: it is no usage export of Cloud Billing`);
  return { places, others };
}

function openJson({ name, ...file }: InputFile): FocusFile {
  return {
    name,
    format: "json-lines",
    headers: gcpUsageHeaders,
    doubles: [],
    rows: async function* (): AsyncGenerator<FocusFileRows> {
      for await (const { lines, objects } of readJsonLines({ name, ...file }))
        yield { lines, rows: objects.map((object, index) => mapObject(object, { file: name, line: lines[index] ?? 0 })) };
    },
    textBytes: () => null,
    close: () => Promise.resolve(),
  };
}

function mapObject(object: ReadonlyMap<string, string>, at: Place): readonly (string | null)[] {
  const records = new Map<string, ReadonlyMap<string, string>>();
  const recordOf = (name: string): ReadonlyMap<string, string> => {
    const record = records.get(name) ?? readJsonFields(object.get(name) ?? "") ?? new Map<string, string>();
    records.set(name, record);
    return record;
  };
  const read: GcpFieldReader = (field) => {
    const [name = "", part] = field.split(".");
    return object.get(field) ?? (part === undefined ? undefined : recordOf(name).get(part)) ?? null;
  };
  const missing = necessaryGcpFields.filter((field) => isEmpty(read(field)));
  if (missing.length > 0) throw new FocusFileError(at, `has no ${missing.join(", ")}`);
  return mapRow(
    read,
    [...object].filter(([name]) => !ofGoogle.has(name)),
    at,
  );
}

function mapRow(
  read: GcpFieldReader,
  others: readonly (readonly [name: string, value: string | null])[],
  at: Place,
): readonly (string | null)[] {
  const kept = others.filter(([, value]) => !isEmpty(value));
  const row = mapGcpUsage(read, kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept)));
  if ("detail" in row) throw new FocusFileError({ ...at, column: row.field }, row.detail);
  return row;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

function isEmpty(text: string | null): boolean {
  return text === null || text === "";
}

const ofGoogle: ReadonlySet<string> = new Set(gcpUsageFields.flatMap((field) => [field, field.split(".")[0] ?? ""]));
const emptyRow: readonly string[] = gcpUsageHeaders.map(() => "");
