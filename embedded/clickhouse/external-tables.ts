import { writeFile } from "node:fs/promises";
import type { FormBody } from "./form-body";
import { HttpException } from "./http-exception";
import { quoteName, quoteSql } from "./quote-sql";
import type { QueryRequest } from "./query-request";
import type { Spool } from "./spool";
import { sqlTokens } from "./sql-tokens";

/** External data of one request: `create` makes a temporary table of each file, `drop` takes them away from a session that is kept. */
export interface ExternalTables {
  readonly create: string;
  readonly drop: string;
  readonly files: readonly string[];
}

export const noTables: ExternalTables = { create: "", drop: "", files: [] };

/** Parameters that describe an external table, `NAME_format` and so on, which are no settings. */
export const tableParameters: readonly string[] = ["format", "structure", "types"];

/**
 * Puts the files of a form where the engine reads them. The table of a file has its name, and the columns of `NAME_structure`, or `_1`, `_2`, … of the
 * types in `NAME_types`; `NAME_format` is TabSeparated unless given.
 * https://clickhouse.com/docs/engines/table-engines/special/external-data
 */
export async function spoolTables(form: FormBody, { all: parameters, settings }: QueryRequest, spool: Spool): Promise<ExternalTables> {
  const ofInput = settings.filter(([name]) => inputSettings.test(name)).map(([name, value]) => `${name} = ${quoteSql(value)}`);
  const withSettings = ofInput.length === 0 ? "" : ` SETTINGS ${ofInput.join(", ")}`;
  const tables = form.files.map(({ name, content }) => {
    const structure = parameters.get(`${name}_structure`) ?? structureOf(parameters.get(`${name}_types`));
    if (structure === undefined) {
      throw new HttpException(36, "BAD_ARGUMENTS", `The external table ${name} has no columns: give ${name}_structure or ${name}_types.`);
    }
    return { name, content, structure, format: parameters.get(`${name}_format`) ?? "TabSeparated", file: spool.newFile() };
  });
  for (const { file, content } of tables) await writeFile(file, content, { flag: "wx", mode: 0o600 });
  return {
    create: tables
      .map(({ name, file, format, structure }) => {
        const source = `file(${quoteSql(file)}, ${quoteSql(format)}, ${quoteSql(structure)})`;
        return `CREATE TEMPORARY TABLE ${quoteName(name)} AS SELECT * FROM ${source}${withSettings}`;
      })
      .join(";\n"),
    drop: tables.map(({ name }) => `DROP TEMPORARY TABLE IF EXISTS ${quoteName(name)}`).join(";\n"),
    files: tables.map(({ file }) => file),
  };
}

/** Of the request's settings, those that say how a file is read: the table is made before the others hold, since a readonly session makes none. */
const inputSettings = /^(?:input_format|format|date_time_input_format|session_timezone)(?:_\w+)?$/;

/** `UInt8, Tuple(String, Date)` as columns `_1` and `_2`. */
function structureOf(types: string | null): string | undefined {
  if (types === null) return undefined;
  const starts = [0, ...[...sqlTokens(types)].filter(({ depth, text }) => depth === 0 && text === ",").map(({ end }) => end)];
  return starts
    .map(
      (start, index) =>
        `_${index + 1} ${types
          .slice(start, starts[index + 1])
          .replace(/,$/, "")
          .trim()}`,
    )
    .join(", ");
}
