import type { CostDimension, CostField } from "../../domain/cost/cost-dimension";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** The field in SnapshotCharge and LiveCharge, and in the rollups that have it. Null where a charge does not have the tag; the rest are texts. */
export function costColumn(field: CostField): SqlText {
  return field.kind === "tag" ? tagValue(field.key) : columns[field.name];
}

/**
 * The value of a tag as text; a tag without a value has FOCUS's `true`. Names of Azure's tags have no case, and of two spellings or repetitions of one name
 * the last counts; the names of other providers have case. A name counts in its composed form (NFC).
 *
 * Most charges have the tag as it is asked for, or do not have it at all: the text shows that, and only the others are split into pairs.
 */
function tagValue(key: string): SqlText {
  const name = Bound.text(key);
  const isName = SqlText.of`if(tag_names_have_case, normalizeUTF8NFC(p.1) = normalizeUTF8NFC(${name}),
    normalizeUTF8NFC(lowerUTF8(p.1)) = normalizeUTF8NFC(lowerUTF8(${name})))`;
  const raw = SqlText.of`arrayLast(p -> ${isName}, JSONExtractKeysAndValuesRaw(tags)).2`;
  const value = SqlText.of`multiIf(${raw} = '', NULL, ${raw} = 'null', 'true', JSONExtractString(concat('[', ${raw}, ']'), 1))`;
  if (!isPlain(key)) return value;
  const quoted = Bound.text(`"${key}"`);
  const isWritten = SqlText.of`position(tags, '\\') = 0`;
  const times = SqlText.of`countSubstringsCaseInsensitive(tags, ${quoted})`;
  return SqlText.of`multiIf(${isWritten} AND ${times} = 0, NULL,
    ${isWritten} AND ${times} = 1 AND position(tags, ${quoted}) > 0 AND position(tags, 'null') = 0, JSONExtract(tags, ${name}, 'Nullable(String)'),
    ${value})`;
}

/** Whether a JSON text without a backslash has a name only as it is. */
const isPlain = (key: string): boolean => /^[\x20-\x7e]+$/.test(key) && !/["\\]/.test(key);

const columns: Readonly<Record<CostDimension, SqlText>> = {
  billing_account: SqlText.of`billing_account_id`,
  charge_category: SqlText.of`charge_category`,
  service_category: SqlText.of`service_category`,
  service_subcategory: SqlText.of`service_subcategory`,
  service_name: SqlText.of`service_name`,
  meter_category: SqlText.of`meter_category`,
  region: SqlText.of`region`,
  subscription: SqlText.of`subscription`,
  subscription_name: SqlText.of`subscription_name`,
  resource_group: SqlText.of`resource_group`,
  owner: SqlText.of`owner`,
  department: SqlText.of`department`,
  cost_center: SqlText.of`cost_center`,
  meter: SqlText.of`meter`,
  resource: SqlText.of`resource`,
  resource_name: SqlText.of`resource_name`,
  resource_type: SqlText.of`resource_type`,
};

/** `d0` to `d5`: a query has at most six groups. */
export function dimensionName(index: number): SqlText {
  const name = names[index];
  if (name === undefined) throw new RangeError("a query has at most 6 dimensions");
  return name;
}

const names = [SqlText.of`d0`, SqlText.of`d1`, SqlText.of`d2`, SqlText.of`d3`, SqlText.of`d4`, SqlText.of`d5`] as const;
