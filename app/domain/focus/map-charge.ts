import { sqlLiteral, sqlLiterals } from "../sql-literal";

/**
 * SQL: a word of the Cost Management schemas, such as `UsageBased`, in lower case and letters and digits alone: exports write `Usage Based` and `usage_based`
 * too. Those of every script stay: without them a translated word would be no word, and pass for a row that has none.
 */
export function mapWord(text: string): string {
  return `lower(replaceRegexpAll(${text}, ${sqlLiteral("[^\\p{L}\\p{N}]")}, ''))`;
}

/** What chargeType may say, by `mapWord`. A refund takes a purchase back; the unused part of a commitment is usage. */
const categories = {
  usage: "Usage",
  unusedreservation: "Usage",
  unusedsavingsplan: "Usage",
  purchase: "Purchase",
  refund: "Purchase",
  tax: "Tax",
  credit: "Credit",
  adjustment: "Adjustment",
  rounding: "Adjustment",
  roundingadjustment: "Adjustment",
} as const;

/** SQL: whether Azure does not document the charge type: its category is then Adjustment, with the problem `unknown-charge-type`. */
export function isUnknownChargeType(chargeType: string): string {
  return `(${chargeType} NOT IN ${sqlLiterals(["", ...Object.keys(categories)])})`;
}

/** SQL: whether a row is the unused part of a reservation or a savings plan. */
export function isUnusedCommitment(chargeType: string): string {
  return `(${chargeType} IN ('unusedreservation', 'unusedsavingsplan'))`;
}

/** SQL expressions of the source fields that tell charge categories apart. */
export interface ChargeKindInput {
  /** By `mapWord`; '' in the legacy schema. */
  readonly chargeType: string;
  readonly instanceId: string;
  readonly product: string;
  readonly meterCategory: string;
  readonly meterName: string;
}

/**
 * SQL: ChargeCategory: what chargeType says. A legacy usage detail has none: everything is Usage but what its own words say otherwise of a row that belongs to no
 * resource. A reservation's purchase is a row of its order, or of none, and so is what is paid back of it, which FOCUS counts as the same Purchase with
 * a negative quantity.
 *
 * docs/focus-mapping.md `(derived) ChargeCategory`: "legacy usage detail: Usage; reservation-charges -> Purchase; rounding -> Adjustment; service credit rows ->
 * Credit; VAT rows -> Tax. Modern: Usage/Purchase/Credit/Tax same, Unused* -> Usage, Refund -> Purchase, other -> Adjustment".
 */
export function mapChargeCategory({ chargeType, instanceId, product, meterCategory, meterName }: ChargeKindInput): string {
  // Text by text, and not joined: the engine then looks at each text of a block once.
  const says = (pattern: string): string =>
    `(${[product, meterCategory, meterName].map((text) => `match(${text}, ${sqlLiteral(`(?i)${pattern}`)})`).join(" OR ")})`;
  const said = Object.entries(categories).map(([word, category]) => `${chargeType} = '${word}', '${category}'`);
  return (
    `multiIf(${said.join(", ")}, ${chargeType} != '', 'Adjustment', ${isCommitmentOrder(`lower(${instanceId})`)}, 'Purchase', ${instanceId} != '', 'Usage', ` +
    `${says("^ *reserved |\\breservation\\b|savings plan")}, 'Purchase', ${says("rounding ?adjustment")}, 'Adjustment', ` +
    `${says("\\b(service|sla|azure|promotional) credits?\\b|^credits?$")}, 'Credit', ` +
    `${says("\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税")}, 'Tax', 'Usage')`
  );
}

/** SQL: whether a row is about a reservation order or a savings plan itself, and not about what it covers. The id is in lower case. */
export function isCommitmentOrder(lowerInstanceId: string): string {
  const orders = ["microsoft.capacity/reservationorders", "microsoft.billingbenefits/savingsplanorders"];
  return `(${orders.map((order) => `startsWith(${lowerInstanceId}, '/providers/${order}/')`).join(" OR ")})`;
}

/**
 * SQL: ChargeClass. `Correction` only for a row that the bill of one month has of an earlier one, since that month has been invoiced; a negative cost
 * alone is none. docs/focus-mapping.md `(derived) ChargeClass`.
 */
export function mapChargeClass(date: string, billingPeriod: string): string {
  return `if(ifNull(${date} < ${billingPeriod}, false), 'Correction', NULL)`;
}

/** SQL: ChargeDescription: the product, else what the meter is called, else the order. docs/focus-mapping.md `product`: "verbatim; if empty build meterCategory - meterSubCategory - meterName". */
export function mapChargeDescription(product: string, meter: readonly string[], order: string): string {
  const parts = `arrayStringConcat(arrayFilter(part -> part != '', [${meter.map((part) => `toString(${part})`).join(", ")}]), ' - ')`;
  return `nullIf(multiIf(${product} != '', ${product}, ${meter.map((part) => `notEmpty(${part})`).join(" OR ")}, ${parts}, ${order}), '')`;
}

/** What frequency may say, by `mapWord`. */
const frequencies = { onetime: "One-Time", recurring: "Recurring", usagebased: "Usage-Based" } as const;

/**
 * SQL: ChargeFrequency: what the row says. A legacy row says nothing: usage is `Usage-Based`, and each row of anything else is one payment. FOCUS does
 * not allow `Usage-Based` for a purchase, so that is `One-Time` too. docs/focus-mapping.md `(derived) ChargeFrequency`.
 */
export function mapChargeFrequency(frequency: string, chargeCategory: string): string {
  const said = Object.entries(frequencies).map(
    ([word, value]) => `${frequency} = '${word}'${value === "Usage-Based" ? ` AND ${chargeCategory} != 'Purchase'` : ""}, '${value}'`,
  );
  return `multiIf(${said.join(", ")}, ${chargeCategory} = 'Usage', 'Usage-Based', 'One-Time')`;
}

/** SQL: whether ChargeFrequency differs from the frequency in the row; null counts as no frequency. */
export function isOtherFrequency(frequency: string, chargeCategory: string): string {
  const known = Object.keys(frequencies).map((word) => `'${word}'`);
  return `(${frequency} NOT IN ('', ${known.join(", ")}) OR ${frequency} = 'usagebased' AND ${chargeCategory} = 'Purchase')`;
}

/**
 * SQL: ChargePeriodStart and ChargePeriodEnd: the day of use, from midnight to midnight. The calendar day of the bill is not shifted from China's time
 * to UTC. A charge with an unreadable day was made somewhere in the billing period, so it gets the whole period. docs/focus-mapping.md `date`.
 */
export function mapChargePeriod(date: string, periodStart: string, periodEnd: string): { readonly start: string; readonly end: string } {
  const day = `ifNull(${date}, toDate(0))`;
  return {
    start: `if(${date} IS NULL, ${periodStart}, toDateTime(${day}, 'UTC'))`,
    end: `if(${date} IS NULL, ${periodEnd}, toDateTime(${day} + 1, 'UTC'))`,
  };
}
