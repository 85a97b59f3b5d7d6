import { z } from "zod";
import { includesRole, type Role } from "../../domain/access/caller";
import { maskPersonalFields } from "../../domain/access/mask-personal-fields";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { connectionIdPattern, lookEvery } from "../../domain/connection/connection-life";
import { compareHandover } from "../../pipeline/connections/compare-handover";
import { type ConnectionDeps, openConnections, processChoices } from "../../pipeline/connections/connection-deps";
import {
  configureConnection,
  ConnectionRefused,
  explainOperation,
  keptConnection,
  keptRevisions,
  stepConnection,
  testConnection,
} from "../../pipeline/connections/connection-operations";
import { askForRun } from "../../pipeline/connections/connection-runs";
import { connectionHistory, connectionStatus } from "../../pipeline/connections/connection-status";
import { readConnections } from "../../pipeline/connections/connection-store";
import { previewDelivery } from "../../pipeline/connections/preview-delivery";
import { offeredDeliveries } from "../../pipeline/connections/run-connection";
import type { Answer } from "../serving/answer";
import { ApiError, noSuch } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import type { AuditChange } from "../serving/audit-change";
import { configurationSchema } from "../serving/configuration-schema";

const id = z.string().regex(connectionIdPattern, "is a to z, 0 to 9 and -, the first of them a letter");
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "is a calendar month, YYYY-MM");
const reason = z.string().min(1).max(1000);

/** What can be asked of connections. `catalog` to `handover` without a reason change nothing that readers see. */
export const sourceOperation = z.discriminatedUnion("operation", [
  z.object({ operation: z.literal("catalog"), source: z.string().max(64).optional() }).strict(),
  z.object({ operation: z.literal("list"), id: id.optional() }).strict(),
  z
    .object({ operation: z.literal("history"), id, before: z.string().datetime({ message: "is the earlierThan of a page" }).optional() })
    .strict(),
  z.object({ operation: z.literal("test"), id }).strict(),
  z.object({ operation: z.literal("preview"), id, month: month.optional() }).strict(),
  z
    .object({
      operation: z.literal("add"),
      id,
      source: z.string().max(64),
      config: z.record(z.unknown()),
      secrets: z.record(z.string().max(16_384)).default({}),
      everyMinutes: z.number().int().min(lookEvery.least).max(lookEvery.most).optional(),
      reason: reason.optional(),
    })
    .strict(),
  z.object({ operation: z.literal("run"), id }).strict(),
  z.object({ operation: z.literal("handover"), id, month, reason: reason.optional() }).strict(),
  z.object({ operation: z.enum(["activate", "pause", "resume", "retire", "remove"]), id, reason: reason.optional() }).strict(),
]);

type SourceOperation = z.infer<typeof sourceOperation>;

/** The least role for each. What decides where a secret is sent, or whose bill counts, is an operator's: so is a `handover` with a reason. */
export const rolesOfSourceOperations: Readonly<Record<SourceOperation["operation"], Role>> = {
  catalog: "editor",
  list: "editor",
  history: "editor",
  test: "editor",
  preview: "editor",
  add: "operator",
  run: "editor",
  handover: "editor",
  activate: "operator",
  pause: "editor",
  resume: "editor",
  retire: "operator",
  remove: "operator",
};

/** For the log: which operation on which connection. A configuration is in the history of the connection, and a body may have secrets anywhere. */
export function noteSourceOperation(sent: unknown): unknown {
  const said = z.object({ operation: z.string().regex(/^[a-z]{1,16}$/), id: id.optional() }).safeParse(sent);
  return said.success ? said.data : {};
}

/** Does what is asked. Throws ApiError. */
export async function answerSourceOperation(operation: SourceOperation, request: ApiRequest): Promise<Answer<object>> {
  if (operation.operation === "handover" && operation.reason !== undefined && !includesRole(request.caller.role, "operator"))
    throw new ApiError("forbidden", "handover with a reason requires the role operator");
  const soon = AbortSignal.any([request.signal, AbortSignal.timeout(longestMs)]);
  try {
    const deps = openConnections(
      request.operationsClient(),
      processChoices(request.caller.name, () => undefined),
    );
    const told = await done(operation, deps, soon, request.audited);
    // A schema has fields of these names, and no value of them.
    const isShown = request.caller.seesPersonalFields || operation.operation === "catalog";
    const data = isShown ? told : told.map((row) => objectOf(maskPersonalFields(row)));
    return { data, snapshots: [], currency: null, totals: [], page: { next: null }, problems: [] };
  } catch (error) {
    throw toOperationError(explainOperation(error, soon));
  }
}

async function done(asked: SourceOperation, deps: ConnectionDeps, soon: AbortSignal, audited: AuditChange): Promise<readonly object[]> {
  switch (asked.operation) {
    case "catalog": {
      const sources = deps.catalog.filter(({ id }) => asked.source === undefined || id === asked.source);
      if (sources.length === 0) throw noSuch("source", "source", { allowed: deps.catalog.map(({ id }) => id) });
      return sources.map(({ id, title, version, everyMinutes, config }) => ({
        id,
        title,
        version,
        everyMinutes,
        schema: configurationSchema(config),
      }));
    }
    case "list": {
      const connections = asked.id === undefined ? await readConnections(deps.database) : [await keptConnection(asked.id, deps)];
      return Promise.all(connections.map((connection) => connectionStatus(connection, deps)));
    }
    case "history": {
      const revisions = await keptRevisions(asked.id, deps);
      return [await connectionHistory(asked.id, revisions, deps, asked.before ?? null)];
    }
    case "add": {
      const { id, source, config, secrets, everyMinutes = null, reason = "" } = asked;
      return [await connectionStatus(await configureConnection({ id, source, config, secrets, everyMinutes, reason }, deps), deps)];
    }
    case "test": {
      const { connection, probes, passed } = await testConnection(asked.id, deps, soon);
      return [{ id: asked.id, passed, state: connection.state, probes }];
    }
    case "preview":
    case "handover": {
      const wanted = asked.month === undefined ? null : BillingMonth.parse(asked.month);
      if (asked.operation === "handover" && asked.reason !== undefined) {
        const { state } = await keptConnection(asked.id, deps);
        if (state !== "active") throw new ConnectionRefused("not-now", `${asked.id} is ${state}; activate it first`);
        const { id, month, reason } = asked;
        const change = { action: "connection.hand-over", target: `${id}/${month}`, reason, before: null, after: null } as const;
        await audited({ ...change, effect: [], effectiveFrom: null }, () => askForRun(id, deps, { month, reason }));
        return [{ id, month, asked: true }];
      }
      const open = await deps.open(await keptConnection(asked.id, deps));
      try {
        const deliveries = await offeredDeliveries(open, wanted, soon);
        if (asked.operation === "handover") return await compareHandover(open, deliveries, soon);
        return (await previewDelivery(open, deliveries, soon))?.rows ?? [];
      } finally {
        await open.close();
      }
    }
    case "run": {
      const { state } = await keptConnection(asked.id, deps);
      if (state !== "active") throw new ConnectionRefused("not-now", `${asked.id} is ${state}; activate it first`);
      await askForRun(asked.id, deps);
      return [{ id: asked.id, asked: true }];
    }
    case "activate":
    case "pause":
    case "resume":
    case "retire":
    case "remove":
      return [await connectionStatus(await stepConnection(asked.id, stepOf[asked.operation], asked.reason ?? "", deps), deps)];
  }
}

function toOperationError(error: unknown): unknown {
  if (error instanceof DOMException && error.name === "TimeoutError")
    return new ApiError("timed-out", "The source did not answer in time; use npm run source, which waits", { retryAfterSeconds: 10 });
  if (!(error instanceof ConnectionRefused)) return error;
  switch (error.kind) {
    case "not-found":
      return new ApiError("not-found", error.message, { parameter: "id" });
    case "not-now":
      return new ApiError("not-now", error.message);
    case "invalid":
      return new ApiError("bad-body", error.message, { parameter: error.faults[0]?.path ?? "", faults: error.faults });
  }
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

const stepOf = { activate: "activated", pause: "paused", resume: "resumed", retire: "retired", remove: "removed" } as const;
/** Below the time that Moose gives an answer. */
const longestMs = 25_000;
