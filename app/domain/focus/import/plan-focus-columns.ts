import { trimInvisible } from "../../trim-invisible";
import { detectFocusVersion } from "./detect-focus-version";
import { earlierFocusColumns } from "./earlier-focus-columns";
import type { FocusColumnPlan, FocusHeaderFault } from "./focus-column-plan";
import { type FocusImportColumn, focusImportColumns } from "./focus-import-column";
import { explainOtherHeader } from "./explain-other-header";
import { normalizeFocusHeader } from "./normalize-focus-header";

/**
 * Decides from the header of a file what becomes of each cell: columns of 1.4 by their names, columns of earlier versions by what they became, the rest
 * is kept as it is. The name of 1.4 wins where a file has both. A header without the columns that make a bill is refused whole.
 */
export function planFocusColumns(headers: readonly string[]): FocusColumnPlan | FocusHeaderFault {
  const indexes = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const name = normalizeFocusHeader(header);
    const first = indexes.get(name);
    if (first !== undefined) return { code: "column-twice", detail: `"${headers[first] ?? ""}" and "${header}" are the same column` };
    indexes.set(name, index);
  }
  const version = detectFocusVersion(headers);
  if (version === null) {
    return { code: "not-focus", detail: explainOtherHeader(headers) };
  }
  const missing = necessary.filter((name) => !indexes.has(normalizeFocusHeader(name)));
  if (missing.length > 0)
    return { code: "column-missing", detail: `FOCUS ${version} without ${missing.join(", ")}, and no charge is read without them` };

  const cellOf = new Map<FocusImportColumn, number>();
  const used = new Set<number>();
  const take = (column: FocusImportColumn, header: string): void => {
    const index = indexes.get(normalizeFocusHeader(header));
    if (index === undefined || cellOf.has(column)) return;
    cellOf.set(column, index);
    used.add(index);
  };
  for (const { name } of focusImportColumns) take(name, name);
  for (const { name, becomes } of earlierFocusColumns) for (const column of becomes) take(column, name);
  const own = indexes.get(normalizeFocusHeader("x_SourceColumns"));
  const ignored = new Set(madeAnew.map((name) => indexes.get(normalizeFocusHeader(name))));
  const unknown = [...headers.entries()]
    .filter(([index]) => !used.has(index) && index !== own && !ignored.has(index))
    .map(([index, header]) => ({ header: trimInvisible(header), index }));
  return { version, headers, cellOf, unknown, sourceColumns: own ?? null };
}

/** Without these there is no bill, in any version. */
const necessary = [
  "BilledCost",
  "BillingAccountId",
  "BillingCurrency",
  "BillingPeriodStart",
  "ChargeCategory",
  "ChargePeriodEnd",
  "ChargePeriodStart",
  "EffectiveCost",
] as const;

/** Columns of our own exports that speak of the snapshot they came from. */
const madeAnew = ["x_ChargeId", "x_ContentHash", "x_Problems", "x_SourceFocusVersion"] as const;
