import { randomUUID } from "node:crypto";
import { nextLooksSql } from "../../app/apis/answers/connections-sql";
import { metricValuesSql } from "../../app/apis/answers/metric-values-sql";
import { auditChange } from "../../app/apis/serving/audit-change";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import { reportAccess } from "../../app/apis/serving/report-access";
import { savedViewStore } from "../../app/apis/serving/saved-view-store";
import { type BoundParameters, readonlyClient } from "../../app/runtime/clickhouse/readonly-client";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import { writeRows } from "../../app/runtime/clickhouse/write-rows";
import type { Caller } from "../../app/domain/access/caller";

/** A question of a caller of all billing accounts, as the wrapper opens it: read only, with its limits. `tableFilters`: those of the accounts, where a test needs them. */
export function openApiRequest(client: MooseClient, now: string, accounts: Caller["accounts"] = "all", tableFilters = ""): ApiRequest {
  const reader = readonlyClient(client, undefined);
  const ask = <Row>(query: string, parameters: BoundParameters): Promise<readonly Row[]> =>
    reader.rows({ query, parameters, tableFilters, queryId: randomUUID() });
  const refuse = (): Promise<never> => Promise.reject(new Error("a question does not write"));
  const rows: ApiRequest["rows"] = (statement) => {
    const { query, parameters } = statement.toQuery();
    return ask(query, parameters);
  };
  const caller: Caller = { name: "test", via: "open", role: "operator", accounts, seesPersonalFields: true, expiresAt: null };
  return {
    id: "test",
    caller,
    now: new Date(now),
    signal: new AbortController().signal,
    rows,
    recentRows: rows,
    keptRows: rows,
    store: (table, stored) => writeRows(client, table, stored),
    views: savedViewStore(caller, client),
    reports: reportAccess(caller, client),
    audited: auditChange(randomUUID(), caller, client),
    looks: () => rows(nextLooksSql),
    metricValues: (asked) => {
      const { query, parameters } = metricValuesSql(asked).toQuery();
      return reader.rows({ query, parameters, tableFilters: "", queryId: randomUUID() });
    },
    file: (query, parameters) => reader.file({ query, parameters, tableFilters, queryId: randomUUID() }),
    operationsClient: () => client,
    database: {
      rows: (query, parameters = {}) => ask(query, parameters),
      insertRows: refuse,
      insertBlocks: refuse,
      run: refuse,
      settle: refuse,
    },
  };
}
