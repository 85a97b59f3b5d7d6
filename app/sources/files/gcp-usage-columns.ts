import { gcpFieldOf, type GcpFieldReader, gcpUsageHeaders, mapGcpUsage } from "../../domain/gcp/map-usage";
import { type GcpUsageField, matchGcpField, necessaryGcpFields } from "../../domain/gcp/usage-fields";
import { type FocusFile, FocusFileError, type FocusFileRows } from "./focus-file";

/** A usage export of Google Cloud as if it were a file of FOCUS; any other file as it is. */
export function readGcpUsage(file: FocusFile): FocusFile {
  const fields = new Set(file.headers.map(matchGcpField));
  return necessaryGcpFields.every((field) => fields.has(field)) ? mapGcpColumns(file) : file;
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
    inFile: (header) => {
      const field = gcpFieldOf.get(header);
      return field === undefined ? header : (file.headers[places.get(field) ?? -1] ?? field);
    },
    doubles: [],
    rows: async function* (): AsyncGenerator<FocusFileRows> {
      for await (const { lines, rows } of file.rows()) {
        const mapped = rows.map((cells, index) => {
          if (cells.every(isEmpty)) return emptyRow;
          const read: GcpFieldReader = (field) => cells[places.get(field) ?? -1] ?? null;
          const kept = others.map(([name, place]) => [name, cells[place] ?? null] as const);
          return mapGcpRow(read, kept, { file: file.name, line: lines[index] ?? 0 });
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
    else if (places.has(field)) throw new FocusFileError({ file, line: 1, column: header }, "appears twice");
    else places.set(field, place);
  }
  const missing = necessaryGcpFields.filter((field) => !places.has(field));
  if (missing.length > 0)
    throw new FocusFileError({ file, line: 1 }, `has no column ${missing.join(", ")}: it is not a usage export of Cloud Billing`);
  return { places, others };
}

/**
 * A row of Google's in the columns of FOCUS. `others`: its fields that are none of Google's.
 * @throws FocusFileError its money or its month cannot be read, or it has credits in columns of a query's own
 */
export function mapGcpRow(
  read: GcpFieldReader,
  others: readonly (readonly [name: string, value: string | null])[],
  at: RowPlace,
): readonly (string | null)[] {
  const kept = others.filter(([, value]) => !isEmpty(value));
  const part = kept.find(([name]) => partOfCredits.test(name));
  if (part !== undefined)
    throw new FocusFileError(
      { ...at, column: part[0] },
      `${JSON.stringify(part[1])} is a part of credits, which are read from one column credits, as JSON: without them the cost would be too high`,
    );
  const row = mapGcpUsage(read, kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept)));
  if ("detail" in row) throw new FocusFileError({ ...at, column: row.field }, row.detail);
  return row;
}

/** Where a row stands. */
export interface RowPlace {
  readonly file: string;
  readonly line: number;
}

function isEmpty(text: string | null): boolean {
  return text === null || text === "";
}

/** `credits.amount`, `credits_total`: what queries write that take the list apart or add it up. */
const partOfCredits = /^credits?[._ ]/i;
const emptyRow: readonly string[] = gcpUsageHeaders.map(() => "");
