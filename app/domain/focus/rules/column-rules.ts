import type { FocusColumn, FocusValueFormat } from "../focus-columns";
import { type FocusRowRule, type FocusTypeRule, keyValues } from "./focus-rule";
import { iso4217 } from "../../currency-code";
import { sqlLiterals } from "../../sql-literal";

/** The rules that follow from a column's definition alone: its type, that it has a value, and what its values look like. */
export function columnRules(column: FocusColumn): readonly (FocusTypeRule | FocusRowRule)[] {
  const { name, dataType, nullable, clickHouseType } = column;
  const type: FocusTypeRule = {
    kind: "type",
    id: `${name}-type`,
    column: name,
    severity: "refuse",
    requirement: "MUST",
    description: `${name} is of type ${dataType} and is ${nullable ? "nullable" : "never null"}`,
    type: nullable ? `Nullable(${clickHouseType})` : clickHouseType,
  };
  const rule = (what: string, description: string, fails: string, requirement: "MUST" | "SHOULD" = "MUST"): FocusRowRule => ({
    kind: "row",
    id: `${name}-${what}`,
    column: name,
    severity: requirement === "MUST" ? "refuse" : "warn",
    requirement,
    description: `${name} ${description}`,
    fails,
    shows: [name],
  });
  const rules: FocusRowRule[] = [];
  if (dataType === "String" && nullable)
    rules.push(rule("not-empty", "is null when there is no value, not an empty string", isBlank(name)));
  if (dataType === "String" && !nullable) rules.push(rule("not-null", "has a value", isBlank(name)));
  // A non-nullable DateTime that was not set is 1970.
  if (dataType === "Date/Time") rules.push(rule("not-null", "has a value", `toUnixTimestamp(${name}) = 0`));
  rules.push(...formatRules(column, rule));
  return [type, ...rules];
}

function formatRules(
  { name, format, allowedValues }: FocusColumn,
  rule: (what: string, description: string, fails: string, requirement?: "MUST" | "SHOULD") => FocusRowRule,
): readonly FocusRowRule[] {
  return (
    {
      any: () => [],
      "allowed-values": () => [
        rule("allowed", "is one of the allowed values", `NOT ${isBlank(name)} AND ${name} NOT IN ${sqlLiterals(allowedValues)}`),
      ],
      "non-negative": () => [rule("non-negative", "is not negative", `${name} < 0`)],
      currency: () => {
        const isIso = rule("currency", "is an ISO 4217 code", `NOT ${isBlank(name)} AND ${name} NOT IN ${sqlLiterals(iso4217)}`);
        // A row says what it is priced in; what it is billed in is configured.
        return [name === "PricingCurrency" ? { ...isIso, severity: "warn", warnsBecause: "source-contradicts-itself" } : isIso];
      },
      unit: () => [
        rule(
          "unit",
          "is in the unit format",
          `NOT ${isBlank(name)} AND (NOT match(${name}, '${unit}') OR match(${name}, '${singularTime}'))`,
          "SHOULD",
        ),
      ],
      object: () => [
        rule("object", "is a JSON object", `${name} IS NOT NULL AND NOT ${isObject(name)}`),
        ofSource(rule("unique-keys", "has unique keys in each object", hasKeyTwice(name))),
        ofSource(
          rule("array-items", "has arrays whose items are of one type, without null and without the same item twice", hasOddItems(name)),
        ),
        rule("depth", "is nested at most three deep", `${depth(name)} > 3`, "SHOULD"),
      ],
      "key-value": () => [
        rule(
          "key-value",
          "is a JSON object with unique keys, and numbers, strings, true, false or null as values",
          `${name} IS NOT NULL AND (NOT ${isObject(name)} OR length(arrayDistinct(${keyValues(name)}.1)) != length(${keyValues(name)}) ` +
            `OR arrayExists(value -> match(value, '^[{\\\\[]'), ${keyValues(name)}.2))`,
        ),
      ],
    } satisfies Record<FocusValueFormat, () => readonly FocusRowRule[]>
  )[format]();
}

/** Empty, spaces only, or one of the placeholders that NullHandling forbids. HostProviderName alone may say "Not Applicable". */
function isBlank(name: string): string {
  return name === "HostProviderName" ? `trimBoth(${name}) = ''` : `lower(trimBoth(${name})) IN ('', 'not applicable', 'n/a')`;
}

/** Only an imported file has objects, and what it says is stored as it was sent. */
function ofSource(rule: FocusRowRule): FocusRowRule {
  return { ...rule, severity: "warn", warnsBecause: "source-contradicts-itself" };
}

/** Whether the object, or an object in one of its arrays, has a key twice. */
function hasKeyTwice(name: string): string {
  const twice = (keys: string): string => `length(arrayDistinct(${keys})) != length(${keys})`;
  return `${twice(`${keyValues(name)}.1`)} OR arrayExists(items -> arrayExists(item -> ${twice("JSONExtractKeys(item)")}, items), ${arraysOf(name)})`;
}

function hasOddItems(name: string): string {
  const types = "arrayMap(item -> if(JSONType(item) IN ('Int64', 'UInt64', 'Double'), 'Double', toString(JSONType(item))), items)";
  return `arrayExists(items -> has(items, 'null') OR length(arrayDistinct(items)) != length(items) OR length(arrayDistinct(${types})) > 1, ${arraysOf(name)})`;
}

/** SQL: the items, as JSON, of each array that is a value of the object. */
function arraysOf(name: string): string {
  return `arrayMap(value -> JSONExtractArrayRaw(value), arrayFilter(value -> startsWith(value, '['), ${keyValues(name)}.2))`;
}

/** SQL: how many objects and arrays stand in one another, counted by the brackets outside of texts. */
function depth(name: string): string {
  const brackets = String.raw`extractAll(replaceRegexpAll(ifNull(${name}, ''), '"(?:[^"\\\\]|\\\\.)*"', ''), '[\\[\\]{}]')`;
  return `arrayMax(arrayCumSum(arrayMap(bracket -> if(bracket IN ('{', '['), 1, -1), ${brackets})))`;
}

function isObject(name: string): string {
  // What is not JSON at all has the type Null.
  return `(JSONType(ifNull(${name}, '')) = 'Object')`;
}

const times = "Year|Month|Day|Hour|Minute|Second|Millisecond|Microsecond";
const noun = "[A-Z][A-Za-z0-9]*";
/** `1000 Requests`, `GB-Hours`, `GB/Month`, `Units/3 Months`. */
const unit = `^([1-9][0-9]* )?${noun}( ${noun})*(-${noun}s)?(/((${times})|[1-9][0-9]* (${times})s))?$`;
const singularTime = `^([1-9][0-9]* )?(${times})$`;
