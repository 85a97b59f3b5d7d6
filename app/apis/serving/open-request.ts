import { accountFilters } from "../../domain/access/account-filters";
import { accountKeys } from "../../domain/access/is-account-id";
import { type Caller, includesRole } from "../../domain/access/caller";
import type { MooseClient } from "../../runtime/clickhouse/moose-client";
import { type BoundParameters, readonlyClient, type ReadonlyQuestion } from "../../runtime/clickhouse/readonly-client";
import { processAccessSettings } from "../../runtime/config/process-access-settings";
import { writeRows } from "../../runtime/clickhouse/write-rows";
import { ApiError } from "./api-error";
import { nextLooksSql } from "../answers/connections-sql";
import { metricValuesSql } from "../answers/metric-values-sql";
import type { ApiRequest, NextLook } from "./api-request";
import { auditChange } from "./audit-change";
import type { RequestTrace } from "./open-trace";
import { processWide } from "../../runtime/moose/process-wide";
import { SharedRows } from "../../runtime/clickhouse/shared-rows";
import { reportAccess } from "./report-access";
import { savedViewStore } from "./saved-view-store";
import type { SqlText } from "./sql-text";
import { tableScopes } from "./table-scopes";

/** The request of an identified caller. The filters of its accounts go with every statement; there is no other way from here to the database. */
export function openRequest(trace: RequestTrace, caller: Caller, client: MooseClient): ApiRequest {
  const reader = readonlyClient(client, processAccessSettings().clickhouseReader);
  const tableFilters = caller.accounts === "all" ? "" : accountFilters(caller.accounts, tableScopes());
  const question = (query: string, parameters: BoundParameters): ReadonlyQuestion => {
    const queryId = `${trace.id}-${trace.queryIds.length + 1}`;
    trace.queryIds.push(queryId);
    return { query, parameters, tableFilters, queryId, signal: trace.abort.signal };
  };
  const ask = <Row>(query: string, parameters: BoundParameters): Promise<readonly Row[]> => reader.rows(question(query, parameters));
  const shared = (processWide().sharedRows ??= new SharedRows());
  const keyOf = ({ query, parameters }: ReturnType<SqlText["toQuery"]>): string => JSON.stringify([query, parameters, tableFilters]);
  // The statement is part of the key, and its rows are what the caller says they are, as in ask().
  const kept = async <Row>(statement: SqlText): Promise<readonly Row[]> => {
    const asked = statement.toQuery();
    return (await shared.kept(keyOf(asked), () => ask<Row>(asked.query, asked.parameters))) as readonly Row[];
  };
  const recent = async <Row>(statement: SqlText): Promise<readonly Row[]> => {
    const asked = statement.toQuery();
    const publications = await shared.recent(`publications ${tableFilters}`, publicationMs, () => ask(publicationsSql, {}));
    const key = `${keyOf(asked)} ${JSON.stringify(publications)}`;
    return (await shared.recent(key, recentMs, () => ask<Row>(asked.query, asked.parameters))) as readonly Row[];
  };
  return {
    id: trace.id,
    caller,
    now: new Date(trace.startedMs),
    signal: trace.abort.signal,
    rows: (statement) => {
      const { query, parameters } = statement.toQuery();
      return ask(query, parameters);
    },
    store: async (table, rows) => {
      if (!includesRole(caller.role, "editor")) throw new ApiError("forbidden", "This requires the role editor or higher");
      const { accounts } = caller;
      const isOwn = (id: string): boolean => accounts === "all" || accounts.some((granted) => accountKeys(granted).includes(id));
      if (!rows.every((row) => isOwn(row.billing_account_id)))
        throw new ApiError("forbidden", "A row belongs to a billing account that you cannot write to");
      await writeRows(client, table, rows);
    },
    views: savedViewStore(caller, client),
    reports: reportAccess(caller, client),
    audited: auditChange(trace.id, caller, client),
    operationsClient: () => {
      if (!includesRole(caller.role, "editor") || caller.accounts !== "all")
        throw new ApiError("forbidden", "This requires the role editor or higher, and access to all billing accounts");
      return client;
    },
    recentRows: recent,
    keptRows: kept,
    looks: () =>
      shared.recent("looks", looksMs, () => {
        const { query, parameters } = nextLooksSql.toQuery();
        return reader.rows<NextLook>({ ...question(query, parameters), tableFilters: "" });
      }) as Promise<readonly NextLook[]>,
    metricValues: (asked) => {
      const { query, parameters } = metricValuesSql(asked).toQuery();
      return reader.rows({ ...question(query, parameters), tableFilters: "" });
    },
    file: (query, parameters) => reader.file(question(query, parameters)),
    database: {
      rows: (query, parameters = {}) => ask(query, parameters),
      insertRows: refuse,
      insertBlocks: refuse,
      run: refuse,
      settle: refuse,
    },
  };
}

/** Changes with every publication and every rollback. A small question: it is what tells soon that a larger one has to be asked again. */
const publicationsSql = "SELECT count() AS number, max(activated_at) AS last FROM ActiveBillingSnapshot";
const publicationMs = 100;
const recentMs = 1000;
const looksMs = 60_000;

function refuse(): Promise<never> {
  return Promise.reject(new Error("An API must not write through the client of its caller"));
}
