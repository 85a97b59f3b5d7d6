import { getTables } from "@514labs/moose-lib";

/**
 * Removes from the time columns of all tables the annotation that they are text in TypeScript. ClickHouse cannot store it, so Moose reported every such table
 * as updated at each start and reload, and a real change was hard to see. Only streams need it. Exported last in app/index.ts, when all tables are registered.
 */
for (const table of getTables().values()) {
  table.columnArray = table.columnArray.map((column) => ({
    ...column,
    annotations: column.annotations.filter(([name]) => name !== "stringDate"),
  }));
}
