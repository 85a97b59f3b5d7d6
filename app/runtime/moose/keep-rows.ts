import { getTables } from "@514labs/moose-lib";
import { processRetention } from "../config/retention-settings";

/**
 * Says how long the tables of events keep their rows. Moose changes it in place, and ClickHouse drops what is too old as it merges. Exported last in app/index.ts,
 * when all tables are registered.
 * @throws {SettingsError} a number of days cannot be used
 */
for (const [name, kept] of Object.entries(processRetention())) {
  const table = getTables().get(name);
  if (table === undefined) throw new Error(`there is no table ${name} to keep rows in`);
  if (kept !== null) Object.assign(table.config, { ttl: `toDateTime(${kept.from}) + INTERVAL ${kept.days} DAY` });
}
