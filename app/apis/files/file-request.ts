import { ApiError, quotedValue } from "../serving/api-error";

/** The form in which a question wants its rows: a file of all of them. */
export interface FileRequest {
  readonly format: "csv" | "parquet";
  /** CSV begins with a byte order mark, without which Excel does not read UTF-8. */
  readonly bom: boolean;
  /** CSV begins with lines, each after `# `, of what its rows are. A Parquet file always has that in its footer. */
  readonly metadata: boolean;
}

/** A parameter that every question takes besides its own. */
export interface FileParameter {
  readonly name: string;
  readonly description: string;
  readonly allowed: readonly string[];
}

export const fileParameters: readonly FileParameter[] = [
  {
    name: "format",
    description: "json (default), or csv or parquet: a file of all rows, without limit and page.",
    allowed: ["json", "csv", "parquet"],
  },
  {
    name: "bom",
    description: "With format=csv: begin with a byte order mark, which Excel needs to read UTF-8.",
    allowed: ["false", "true"],
  },
  {
    name: "metadata",
    description:
      "With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems.",
    allowed: ["false", "true"],
  },
];

/**
 * Takes the parameters of `fileParameters` from those that were given. `file` is null when JSON is wanted.
 * @throws ApiError bad-parameter: another value, a parameter of CSV without it, or `limit` or `page` with a file, which always has all rows
 */
export function readFileRequest(given: Readonly<Record<string, unknown>>): {
  readonly file: FileRequest | null;
  readonly parameters: Readonly<Record<string, unknown>>;
} {
  const [format = "json", bom = "false", metadata = "false"] = fileParameters.map((one) => chosen(one, given[one.name]));
  const names = new Set(fileParameters.map(({ name }) => name));
  const parameters = Object.fromEntries(Object.entries(given).filter(([name]) => !names.has(name)));
  if (format !== "csv")
    for (const name of ["bom", "metadata"])
      if (given[name] === "true")
        throw new ApiError("bad-parameter", `${name} requires format=csv`, { parameter: name, allowed: ["format=csv"] });
  if (format !== "csv" && format !== "parquet") return { file: null, parameters };
  for (const name of ["limit", "page"])
    if (given[name] !== undefined)
      throw new ApiError("bad-parameter", `${name} cannot be combined with format=${format}, which has all rows`, {
        parameter: name,
        allowed: ["no value", "format=json"],
      });
  return { file: { format, bom: bom === "true", metadata: metadata === "true" }, parameters };
}

function chosen({ name, allowed }: FileParameter, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new ApiError("bad-parameter", `${quotedValue(value)} is not a valid value of ${name}`, { parameter: name, allowed });
  return found;
}
