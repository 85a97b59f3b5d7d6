import type { CostDimension, CostField } from "../../domain/cost/cost-dimension";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** The field of stored charges and of LiveCharge, and in the rollups that have it. Null where a charge does not have the tag; the rest are texts. */
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
  const [folded, exact] = [SqlText.of`lowerUTF8(${name})`, SqlText.of`${name}`];
  const isName = SqlText.of`${tagName(SqlText.of`tag_names_have_case`, SqlText.of`p.1`)} = normalizeUTF8NFC(if(tag_names_have_case, ${exact}, ${folded}))`;
  const raw = SqlText.of`arrayLast(p -> ${isName}, JSONExtractKeysAndValuesRaw(tags)).2`;
  const value = SqlText.of`if(${raw} = '', NULL, ${tagText(raw)})`;
  if (!isPlain(key)) return value;
  const quoted = Bound.text(`"${key}"`);
  const isWritten = SqlText.of`position(tags, '\\') = 0`;
  const times = SqlText.of`countSubstringsCaseInsensitive(tags, ${quoted})`;
  return SqlText.of`multiIf(${isWritten} AND ${times} = 0, NULL,
    ${isWritten} AND ${times} = 1 AND position(tags, ${quoted}) > 0 AND position(tags, 'null') = 0, JSONExtract(tags, ${name}, 'Nullable(String)'),
    ${value})`;
}

/** The name that stands for all spellings of the name of a tag. */
export function tagName(hasCase: SqlText, spelling: SqlText): SqlText {
  return SqlText.of`normalizeUTF8NFC(if(${hasCase}, ${spelling}, lowerUTF8(${spelling})))`;
}

/** The value of a tag as text, of its JSON. */
export function tagText(raw: SqlText): SqlText {
  return SqlText.of`if(${raw} = 'null', 'true', JSONExtractString(concat('[', ${raw}, ']'), 1))`;
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
  consumed_unit: SqlText.of`consumed_unit`,
  pricing_unit: SqlText.of`pricing_unit`,
};

/** `d0`, `d1`, …: the columns of the dimensions of a question. */
export function dimensionName(index: number): SqlText {
  return numberedName("d", index);
}

/** A column of a statement that has several of a kind: no question has more than ten. */
export function numberedName(kind: (typeof kinds)[number], index: number): SqlText {
  return SqlText.name(`${kind}${index}`, numbered);
}

const kinds = ["d", "m", "v", "other_", "unknown_", "doubted_", "doubted_cost_"] as const;
const numbered: readonly string[] = kinds.flatMap((kind) => Array.from({ length: 10 }, (_, index) => `${kind}${index}`));
