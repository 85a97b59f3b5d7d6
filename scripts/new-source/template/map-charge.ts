/**
 * What each column of FOCUS is made of. `field` gives a member of a charge: text, the digits of a number as they were sent, JSON text; null where it is not
 * there.
 */
const columns = {
  BilledCost: (field) => field("cost"),
  EffectiveCost: (field) => field("cost"),
  ListCost: (field) => field("listCost") ?? field("cost"),
  ContractedCost: (field) => field("cost"),
  BillingAccountId: (field) => field("account"),
  BillingCurrency: (field) => field("currency"),
  BillingPeriodStart: (field) => monthStart(field("day"), 0),
  BillingPeriodEnd: (field) => monthStart(field("day"), 1),
  ChargePeriodStart: (field) => midnight(field("day"), 0),
  ChargePeriodEnd: (field) => midnight(field("day"), 1),
  ChargeCategory: () => "Usage",
  ChargeDescription: (field) => field("description"),
  ServiceName: (field) => field("service"),
  ServiceCategory: () => "Other",
  ProviderName: () => "Template source",
  PublisherName: () => "Template source",
  InvoiceIssuerName: () => "Template source",
  ResourceId: (field) => field("resource"),
  Tags: (field) => field("tags"),
} as const satisfies Readonly<Record<string, (field: Field) => string | null>>;

type Field = (name: string) => string | null;

/** The header of the table that `toFocusCells` makes rows of. */
export const focusColumns: readonly string[] = Object.keys(columns);

/** A row of that table from the fields of a row of the source; null where the source has no value. */
export function toFocusCells(field: Field): readonly (string | null)[] {
  return Object.values(columns).map((column) => column(field));
}

/** A day such as `2026-10-05`, or one after it, as FOCUS writes times; another text as it is, which reading it then names. */
function midnight(day: string | null, daysOn: number): string | null {
  const time = day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day) ? Number.NaN : Date.parse(day);
  return Number.isNaN(time) ? day : `${new Date(time + daysOn * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
}

function monthStart(day: string | null, monthsOn: number): string | null {
  const [, year, month] = /^(\d{4})-(\d{2})-\d{2}$/.exec(day ?? "") ?? [];
  if (year === undefined) return day;
  return `${new Date(Date.UTC(Number(year), Number(month) - 1 + monthsOn, 1)).toISOString().slice(0, 10)}T00:00:00Z`;
}
