import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ofSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";

/** What came of one rule when a snapshot was last checked. */
export interface FocusFinding {
  readonly rule_id: string;
  readonly focus_column: string;
  readonly severity: "refuse" | "warn";
  readonly requirement: "MUST" | "SHOULD";
  readonly description: string;
  readonly rows_checked: number;
  readonly failures: number;
  readonly samples: readonly Readonly<Record<string, string | null>>[];
  /** UTC. */
  readonly checked_at: string;
}

/** The findings of a snapshot's last check: the gravest first, then the most frequent, then by rule. */
export async function readFocusFindings(
  database: SnapshotDatabase,
  key: SnapshotKey,
  choice: { readonly failing: boolean; readonly limit: number },
): Promise<readonly FocusFinding[]> {
  const rows = await database.rows<Omit<FocusFinding, "samples"> & { readonly samples_text: string }>(
    `SELECT rule_id, focus_column, severity, requirement, description, toFloat64(f.rows_checked) AS rows_checked,
       toFloat64(f.failures) AS failures, f.samples AS samples_text, toString(f.checked_at, 'UTC') AS checked_at
     FROM FocusRuleFinding AS f FINAL
     WHERE ${ofSnapshot} AND f.checked_at = (SELECT max(l.checked_at) FROM FocusRuleFinding AS l WHERE ${ofSnapshot})
       AND (f.failures > 0 OR {failing:UInt8} = 0)
     ORDER BY f.severity, f.failures DESC, rule_id LIMIT {limit:UInt32}`,
    { ...snapshotParameters(key), failing: choice.failing ? 1 : 0, limit: choice.limit },
  );
  return rows.map(({ samples_text, ...row }) => ({ ...row, samples: toSamples(samples_text) }));
}

function toSamples(text: string): FocusFinding["samples"] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) return [];
  return parsed.map((row: unknown) =>
    Object.fromEntries(
      Object.entries(typeof row === "object" && row !== null ? row : {}).map(([name, value]) => [
        name,
        typeof value === "string" ? value : null,
      ]),
    ),
  );
}
