import { shareDecimals } from "../../domain/allocation/make-shares";
import { chargeColumnsIn } from "../../domain/cost/charge-select";
import { focusTableColumns } from "../../domain/focus/focus-mapping-sql";
import { summableColumns } from "../../domain/focus/summable-columns";
import { ApiError } from "../serving/api-error";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type FoundSharedCosts, ruleChoice } from "./read-shared-costs";

/**
 * Rows of FocusCostAndUsage with the parts of each charge that a rule splits in its place, as FOCUS 1.4 has charges that are split: costs and quantities times the
 * share, exactly; who gets the part, by which rule and version, and the share in the columns Allocated…; all other columns as they were. A charge that its provider
 * split already is one part of that: its columns Allocated… give way. `source` is a table or view `f` with its WHERE. `split_place` tells all rows apart that have
 * one x_ChargeId. Throws the 400 when there are more owners than a statement can have.
 */
export function splitFocusRows(source: SqlText, { rules, pools }: Pick<FoundSharedCosts, "rules" | "pools">): SqlText {
  const split = pools.flatMap(({ rule, currency, shares }) => (shares === null ? [] : [{ rule, currency, shares }]));
  if (split.reduce((sum, { shares }) => sum + shares.length, 0) > mostShares)
    throw new ApiError("too-large", `Rules give parts to more than ${mostShares} owners in all; name one billing account`, {
      parameter: "billing_account",
    });
  const { fields, takenBy } = ruleChoice(rules);
  const own = chargeColumnsIn(SqlText.of`billing_account_id, currency${fields}`.toQuery().query);
  const charges = SqlText.of`SELECT *${fields} FROM (SELECT f.*, ${SqlText.columns(own)} FROM ${source})`;
  const cases = split.map(
    ({ rule, currency, shares }) => SqlText.of`split_rule = ${Bound.count(rule + 1)} AND currency = ${Bound.text(currency)},
      arrayZip(${Bound.texts(shares.map(({ owner }) => owner))}, arrayMap(s -> ${decimalOf(SqlText.of`s`)}, ${Bound.texts(shares.map(({ share }) => share))}))`,
  );
  const whole = SqlText.of`[('', ${decimalOf(SqlText.of`'1'`)})]`;
  const parts = cases.length === 0 ? whole : SqlText.of`multiIf(${SqlText.join(cases, ", ")}, ${whole})`;
  const allocated = {
    AllocatedMethodId: SqlText.of`arrayElement(${Bound.texts(rules.map(({ id, version }) => `${id}@${version ?? ""}`))}, c.split_rule)`,
    AllocatedMethodDetails: SqlText.of`concat('{"Elements":[{"AllocatedRatio":', toString(part.2), '}]}')`,
    AllocatedResourceId: SqlText.of`part.1`,
    AllocatedResourceName: SqlText.of`part.1`,
    // An owner is not a resource, so it has no tags.
    AllocatedTags: SqlText.of`NULL`,
  };
  const columns = focusTableColumns.map((name) => SqlText.of`${columnOf(name, allocated)} AS ${SqlText.name(name, focusTableColumns)}`);
  return SqlText.of`SELECT ${SqlText.join(columns, ", ")}, concat(c.x_ChargeId, ' ', part.1) AS split_place
    FROM (SELECT *, ${parts} AS split_parts FROM (SELECT *, ${takenBy} AS split_rule FROM (${charges}))) AS c
    ARRAY JOIN c.split_parts AS part`;
}

function columnOf(name: (typeof focusTableColumns)[number], allocated: Readonly<Record<string, SqlText>>): SqlText {
  const column = SqlText.of`c.${SqlText.name(name, focusTableColumns)}`;
  if (isSummable(name)) return SqlText.of`toDecimal256(${column}, ${Bound.count(summableColumns[name])}) * part.2`;
  const ofPart = allocated[name];
  return ofPart === undefined ? column : SqlText.of`if(part.1 = '', ${column}, ${ofPart})`;
}

const isSummable = (name: string): name is keyof typeof summableColumns => Object.hasOwn(summableColumns, name);
const decimalOf = (text: SqlText): SqlText => SqlText.of`toDecimal256(${text}, ${Bound.count(shareDecimals)})`;
const mostShares = 50_000;
