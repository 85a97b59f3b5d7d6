import { readOpenRow } from "../../components/ui/open-table";
import { countOf, flagOf, listedOf, listOf, memberOf, partOf, textOf, textOrNull, textsOf } from "../../api/read-value";

/** Where the life of connections is asked for: docs/sources.md says what each operation does. */
export const sourcesPath = "/operations/sources";

/** A source of the catalogue. */
export interface CatalogEntry {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly everyMinutes: string;
  /** JSON Schema of its configuration. */
  readonly schema: unknown;
}

export const readCatalog = listedOf(
  (row): CatalogEntry => ({
    id: textOf(row, "id"),
    title: textOf(row, "title"),
    version: textOf(row, "version"),
    everyMinutes: countOf(row, "everyMinutes") ?? "",
    schema: memberOf(row, "schema"),
  }),
);

export interface Probe {
  readonly name: string;
  readonly isOk: boolean;
  readonly kind: string;
  /** What was found, or what to do and in which field. */
  readonly detail: string;
}

/** A stored probe says `detail`, one that was asked just now `hint` when it failed. */
function readProbe(probe: unknown): Probe {
  const detail = textOf(probe, "detail");
  return {
    name: textOf(probe, "name"),
    isOk: flagOf(probe, "ok"),
    kind: textOf(probe, "kind"),
    detail: detail === "" ? textOf(probe, "hint") : detail,
  };
}

interface ConnectionTest {
  readonly passed: boolean;
  readonly probes: readonly Probe[];
  readonly by: string;
  readonly at: string;
}

function readTest(test: unknown): ConnectionTest {
  return {
    passed: flagOf(test, "passed"),
    probes: listOf(test, "probes", readProbe),
    by: textOf(test, "checkedBy"),
    at: textOf(test, "at"),
  };
}

export interface Look {
  readonly id: string;
  readonly state: string;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly offered: string;
  readonly published: string;
  readonly rows: string;
  readonly fault: string;
}

function readLook(run: unknown): Look {
  return {
    id: textOf(run, "runId"),
    state: textOf(run, "state"),
    startedAt: textOf(run, "startedAt"),
    startedBy: textOf(run, "startedBy"),
    offered: countOf(run, "offered") ?? "0",
    published: countOf(run, "published") ?? "0",
    rows: countOf(run, "rows") ?? "0",
    fault: textOf(run, "fault"),
  };
}

export interface Delivery {
  readonly name: string;
  readonly version: string;
  readonly outcome: string;
  readonly reason: string;
  readonly detail: string;
  readonly accounts: readonly string[];
  readonly months: readonly string[];
  readonly rows: string;
  readonly endedAt: string;
}

function readDelivery(delivery: unknown): Delivery {
  return {
    name: textOf(delivery, "name"),
    version: textOf(delivery, "version"),
    outcome: textOf(delivery, "outcome"),
    reason: textOf(delivery, "reason"),
    detail: textOf(delivery, "detail"),
    accounts: textsOf(delivery, "accounts"),
    months: textsOf(delivery, "months"),
    rows: countOf(delivery, "rows") ?? "0",
    endedAt: textOf(delivery, "endedAt"),
  };
}

export interface Connection {
  readonly id: string;
  readonly state: string;
  readonly source: string;
  readonly config: unknown;
  readonly everyMinutes: string;
  readonly secrets: readonly { readonly name: string; readonly set: string }[];
  /** Of the settings that it has now. */
  readonly lastTest: ConnectionTest | null;
  readonly lastLook: Look | null;
  readonly lastPublished: Delivery | null;
  readonly nextLook: string | null;
}

export const readConnections = listedOf(
  (row): Connection => ({
    id: textOf(row, "id"),
    state: textOf(row, "state"),
    source: textOf(row, "source"),
    config: memberOf(row, "config"),
    everyMinutes: countOf(row, "everyMinutes") ?? "",
    secrets: listOf(row, "secrets", (secret) => ({ name: textOf(secret, "name"), set: textOf(secret, "set") })),
    lastTest: partOf(row, "lastTest", readTest),
    lastLook: partOf(row, "lastRun", readLook),
    lastPublished: partOf(row, "lastPublished", readDelivery),
    nextLook: textOrNull(row, "nextLook"),
  }),
);

export interface Revision {
  readonly revision: string;
  readonly step: string;
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

export const readHistory = listedOf((row) => ({
  revisions: listOf(
    row,
    "revisions",
    (one): Revision => ({
      revision: countOf(one, "revision") ?? "",
      step: textOf(one, "step"),
      by: textOf(one, "changedBy"),
      reason: textOf(one, "reason"),
      at: textOf(one, "at"),
    }),
  ),
  looks: listOf(row, "runs", readLook),
  deliveries: listOf(row, "deliveries", readDelivery),
}));

/** Rows of a preview: columns of FOCUS by name. */
export const readPreview = listedOf(readOpenRow);
