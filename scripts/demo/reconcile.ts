import type { ClickHouseClient } from "@clickhouse/client";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import type { OracleAnswer, OracleTotal } from "../../simulator/oracle-answer";

/** One month as published, beside what the source says. */
export interface Reconciliation {
  readonly month: string;
  readonly rows: string;
  readonly cost: string;
  /** What differs; empty when every total agrees to the last digit. */
  readonly differences: readonly string[];
}

const columns = [
  { name: "day", column: "toString(usage_date)", of: (answer: OracleAnswer) => answer.byDay },
  { name: "subscription", column: "subscription", of: (answer: OracleAnswer) => answer.bySubscription },
  { name: "meter category", column: "meter_category", of: (answer: OracleAnswer) => answer.byMeterCategory },
] as const;

/**
 * Compares what readers see of a month with the source's own totals: rows and cost of the charges, and of each day, subscription and meter category in
 * the rollups. Without an oracle (a real enrollment) the rollups are compared with the charges.
 */
export async function reconcile(
  clickhouse: ClickHouseClient,
  enrollment: string,
  month: string,
  oracle: OracleAnswer | null,
): Promise<Reconciliation> {
  const ask = async (query: string): Promise<readonly Total[]> => {
    const query_params = { enrollment, period: `${month}-01` };
    const result = await clickhouse.query({ query, query_params, format: "JSONEachRow" });
    return result.json<Total>();
  };
  const where = "WHERE billing_account_id = {enrollment:String} AND billing_period = {period:Date}";
  const [charges] = await ask(
    `SELECT '' AS name, toString(count()) AS rows, toString(sum(toDecimal256(extended_cost, 18))) AS cost FROM CurrentAzureBillingDetail ${where}`,
  );
  const published = charges ?? { name: "", rows: "0", cost: "0" };
  const expected = oracle === null ? published : { rows: String(oracle.rows), cost: oracle.cost };
  const differences = differ("the month", published, expected);
  for (const { name, column, of } of columns) {
    const totals = await ask(
      `SELECT ${column} AS name, toString(sum(charges)) AS rows, toString(sum(billed_cost)) AS cost FROM CurrentDailyCost ${where} GROUP BY name ORDER BY name`,
    );
    if (oracle === null) {
      const sum = await ask(
        `SELECT '' AS name, toString(sum(charges)) AS rows, toString(sum(billed_cost)) AS cost FROM CurrentDailyCost ${where}`,
      );
      differences.push(...differ(`the rollup by ${name}`, sum[0] ?? published, expected));
      continue;
    }
    const found = new Map(totals.map((total) => [total.name, total]));
    const source: Readonly<Record<string, OracleTotal>> = of(oracle);
    for (const key of new Set([...found.keys(), ...Object.keys(source)])) {
      const { rows, cost } = source[key] ?? { rows: 0, cost: "0" };
      differences.push(...differ(`${name} ${key}`, found.get(key) ?? { rows: "0", cost: "0" }, { rows: String(rows), cost }));
    }
  }
  return { month, rows: published.rows, cost: published.cost, differences };
}

interface Total {
  readonly name: string;
  readonly rows: string;
  readonly cost: string;
}

function differ(what: string, found: Omit<Total, "name">, expected: Omit<Total, "name">): string[] {
  if (found.rows === expected.rows && new ExactSum(found.cost).compare(new ExactSum(expected.cost)) === 0) return [];
  return [`${what}: published ${found.rows} rows, ${found.cost}; the source has ${expected.rows} rows, ${expected.cost}`];
}
