import type { FocusRowRule, FocusRuleFinding, FocusSetRule, FocusTypeRule } from "./focus-rule";

/** A rule that is checked by looking at rows. */
export type FocusDataRule = FocusRowRule | FocusSetRule;

/**
 * One scan that counts the failures of every rule: one row with `rows_checked` and `r0`, `r1`, ... in the order of the rules.
 * `where` is the SQL condition that keeps one snapshot.
 */
export function focusRulesSql(rules: readonly FocusDataRule[], table: string, where: string): string {
  const counts = rules.map((rule, index) => `${failures(rule)} AS r${index}`);
  return `SELECT toFloat64(count()) AS rows_checked, ${counts.join(", ")} FROM ${table} WHERE ${where}`;
}

/**
 * The first rows that break a rule, each as text by column, in the order of their source; of a rule over sets, the values that are too many. The rows
 * are found in a query of their own: a text under its column's name would take the column's place in the condition.
 */
export function focusRuleSamplesSql(rule: FocusDataRule, table: string, where: string, limit: number): string {
  if (rule.kind === "set") {
    const values = `arrayStringConcat(arraySlice(arraySort(groupUniqArray(toString(${rule.column}))), 1, 5), ' | ') AS found`;
    const keys = rule.per.map((name, index) => `toString(k${index}) AS ${name}`);
    const inner = rule.per.map((name, index) => `${name} AS k${index}`);
    return `SELECT ${keys.join(", ")}, found AS ${rule.column} FROM (
      SELECT ${inner.join(", ")}, ${values} FROM ${table} WHERE ${where} AND ${allKnown(rule)}
      GROUP BY ALL HAVING uniqExact(${rule.column}) > 1 ORDER BY ALL LIMIT ${limit})`;
  }
  const shown = [...new Set(["x_ChargeId", ...rule.shows])];
  return `SELECT ${shown.map((name) => `toString(${name}) AS ${name}`).join(", ")} FROM (
    SELECT ${shown.join(", ")} FROM ${table} WHERE ${where} AND ifNull(${rule.fails}, 0) ORDER BY x_Page, x_Ordinal LIMIT ${limit})`;
}

function failures(rule: FocusDataRule): string {
  if (rule.kind === "row") return `toFloat64(countIf(${rule.fails}))`;
  const known = allKnown(rule);
  const key = rule.per.join(", ");
  return `toFloat64(uniqExactIf((${key}, ${rule.column}), ${known}) - uniqExactIf((${key}), ${known}))`;
}

function allKnown({ per, column }: FocusSetRule): string {
  return `(${[...per, column].map((name) => `${name} IS NOT NULL`).join(" AND ")})`;
}

/**
 * Compares the columns of a table, as `system.columns` lists them, with the types that FOCUS asks for. LowCardinality is storage, not type; a
 * DateTime without a zone is shown in the server's, which is UTC.
 */
export function checkFocusTypes(
  rules: readonly FocusTypeRule[],
  columns: readonly { readonly name: string; readonly type: string }[],
): readonly FocusRuleFinding[] {
  const types = new Map(columns.map(({ name, type }) => [name, plain(type)]));
  return rules
    .filter((rule) => types.get(rule.column) !== plain(rule.type))
    .map((rule) => ({ rule, failures: 1, samples: [{ expected: rule.type, found: types.get(rule.column) ?? null }] }));
}

function plain(type: string): string {
  return type.replace(/^LowCardinality\((.*)\)$/, "$1").replace("DateTime('UTC')", "DateTime");
}
