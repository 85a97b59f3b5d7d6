import { gcpFieldOf, type GcpFieldReader, gcpUsageHeaders } from "../../domain/gcp/map-usage";
import { gcpUsageFields, necessaryGcpFields } from "../../domain/gcp/usage-fields";
import { type FocusFile, FocusFileError, type FocusFileRows } from "../files/focus-file";
import { mapGcpColumns, mapGcpRow, type RowPlace } from "../files/gcp-usage-columns";
import type { InputFile } from "../files/input-file";
import { readJsonFields, readJsonLines, refuseTwice } from "../files/json-lines";
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

function openJson({ name, ...file }: InputFile): FocusFile {
  return {
    name,
    format: "json-lines",
    headers: gcpUsageHeaders,
    inFile: (header) => gcpFieldOf.get(header) ?? header,
    doubles: [],
    rows: async function* (): AsyncGenerator<FocusFileRows> {
      for await (const { lines, objects } of readJsonLines({ name, ...file }))
        yield { lines, rows: objects.map((object, index) => mapObject(object, { file: name, line: lines[index] ?? 0 })) };
    },
    textBytes: () => null,
    close: () => Promise.resolve(),
  };
}

function mapObject(object: ReadonlyMap<string, string>, at: RowPlace): readonly (string | null)[] {
  const records = new Map<string, ReadonlyMap<string, string>>();
  const recordOf = (name: string): ReadonlyMap<string, string> => {
    const known = records.get(name);
    if (known !== undefined) return known;
    const record = readJsonFields(object.get(name) ?? "");
    refuseTwice(record === null || record.twice === null ? null : `${name}.${record.twice}`, at);
    const fields = record?.fields ?? new Map<string, string>();
    records.set(name, fields);
    return fields;
  };
  const read: GcpFieldReader = (field) => {
    const [name = "", part] = field.split(".");
    return object.get(field) ?? (part === undefined ? undefined : recordOf(name).get(part)) ?? null;
  };
  const missing = necessaryGcpFields.filter((field) => (read(field) ?? "") === "");
  if (missing.length > 0) throw new FocusFileError(at, `has no ${missing.join(", ")}`);
  return mapGcpRow(
    read,
    [...object].filter(([name]) => !ofGoogle.has(name)),
    at,
  );
}

const ofGoogle: ReadonlySet<string> = new Set(gcpUsageFields.flatMap((field) => [field, field.split(".")[0] ?? ""]));
