import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The statements of the reviewed `schema.sql`: `npm run test:moose` fails when they are not what `app/` declares, so these tables cannot drift from the
 * code. `moose migrate` itself needs a Redis to keep its state in.
 */
export function reviewedDdl(): readonly string[] {
  const text = readFileSync(join(__dirname, "../moose/schema.sql"), "utf8");
  return text.split(/;\n+/).filter((statement) => statement !== "");
}

/** A statement without the time that its rows are kept: rows of a test are as old as the test wants. */
export function withoutTtl(statement: string): string {
  return statement.replace(/\sTTL toDateTime\(at\).*?(?=\sSETTINGS)/s, "");
}
