import { getTables } from "@514labs/moose-lib";

/**
 * Takes from every table's time columns the note that they are text in TypeScript: ClickHouse has no such note, so that Moose said "updated" of every table with
 * one at each start and reload, among which a real change was not seen. Only streams need the note. The last of the inventory, when all tables are there.
 */
for (const table of getTables().values()) {
  table.columnArray = table.columnArray.map((column) => ({
    ...column,
    annotations: column.annotations.filter(([name]) => name !== "stringDate"),
  }));
}
