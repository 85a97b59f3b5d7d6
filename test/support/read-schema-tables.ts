/** A table of a reviewed schema: its columns with their types, and what Moose cannot change without making the table anew. */
export interface SchemaTable {
  readonly name: string;
  /** ENGINE, PARTITION BY and ORDER BY. */
  readonly layout: string;
  /** By column. */
  readonly types: ReadonlyMap<string, string>;
}

/** The tables of a schema as `test/moose/schema.sql` is written. */
export function readSchemaTables(sql: string): readonly SchemaTable[] {
  return sql
    .split(/;\n+/)
    .filter((statement) => statement.startsWith("CREATE TABLE "))
    .map((statement) => {
      const [, name = "", columns = "", rest = ""] = /^CREATE TABLE (\w+)\n\(\n(.*?)\n\)\n(.*)$/s.exec(statement) ?? [];
      const types = columns.split(/,\n(?= {4}`)/).map((column): readonly [string, string] => {
        const [, field = "", type = ""] = /^\s*`(\w+)` (.*?)(?= (?:COMMENT|DEFAULT|MATERIALIZED) |$)/s.exec(column) ?? [];
        return [field, type.replace(/\s+/g, " ")];
      });
      const layout = rest.split("\n").filter((line) => /^(?:ENGINE|PARTITION BY|ORDER BY)/.test(line));
      return { name, layout: layout.join(" "), types: new Map(types) };
    });
}

/** Reads lines of `name: layout`, each followed by its columns as `  name type`. */
export function readSchemaLines(text: string): readonly SchemaTable[] {
  return text.split(/\n(?=\w)/).map((block) => {
    const [head = "", ...columns] = block.trimEnd().split("\n");
    const [name = "", layout = ""] = head.split(/: (.*)/);
    const types = columns.map((column): readonly [string, string] => {
      const [field = "", type = ""] = column.trim().split(/ (.*)/);
      return [field, type];
    });
    return { name, layout, types: new Map(types) };
  });
}
