import type { FocusRuleFinding, FocusTypeRule } from "./focus-rule";

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
