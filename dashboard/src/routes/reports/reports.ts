import { countOf, flagOf, listedOf, listOf, memberOf, textOf, textOrNull } from "../../api/read-value";

export const reportsPath = "/operations/reports";

/** The reports that a caller sees. */
export const readReports = listedOf((row) => ({
  id: textOf(row, "id"),
  name: textOf(row, "name"),
  owner: textOf(row, "owner"),
  isOwn: flagOf(row, "own"),
  what: memberOf(row, "what"),
  format: textOf(row, "format"),
  schedule: textOf(row, "schedule"),
  nextAt: textOrNull(row, "next_at"),
  isPaused: flagOf(row, "paused"),
  destinations: listOf(row, "destinations", destinationText),
}));
export type Report = ReturnType<typeof readReports>["data"][number];

/** How deliveries stand, the latest first. */
export const readRuns = listedOf((row) => ({
  runId: textOf(row, "run_id"),
  destination: textOf(row, "destination"),
  state: textOf(row, "state"),
  at: textOf(row, "at"),
  nextAttemptAt: textOrNull(row, "next_attempt_at"),
  rows: countOf(row, "rows"),
  detail: textOf(row, "detail"),
  snapshots: listOf(
    row,
    "snapshots",
    (one) => `${textOf(one, "billing_account_id")} ${textOf(one, "billing_period").slice(0, 7)} ${textOf(one, "snapshot_id")}`,
  ),
  files: listOf(row, "files", (one) => ({ name: textOf(one, "name"), sha256: textOf(one, "sha256") })),
}));
export type Run = ReturnType<typeof readRuns>["data"][number];

function destinationText(destination: unknown): string {
  switch (textOf(destination, "kind")) {
    case "email":
      return listOf(destination, "to", (address) => (typeof address === "string" ? address : "")).join(", ");
    case "webhook":
      return `${textOf(destination, "form")} ${textOf(memberOf(destination, "url"), "env")}`;
    default: {
      const location = memberOf(destination, "location");
      return textOf(location, "path") || textOf(location, "bucket") || textOf(location, "container");
    }
  }
}
