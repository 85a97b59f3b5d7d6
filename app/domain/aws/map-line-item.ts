import type { FocusColumnName } from "../focus/focus-columns";
import { normalizeFocusHeader } from "../focus/import/plan-focus-columns";
import { chargeOf } from "./charge";
import { commitmentOf, type LineItemCommitment } from "./commitment";
import { costsOf, findCostFault, type LineItemCosts, type LineItemFault, unusedOf } from "./costs";
import type { LineItem, LineItemPlan } from "./line-item-columns";
import { kindOfLineItem, type LineItemKind } from "./line-item-kind";
import { placeOf } from "./place";
import { priceOf, unusedPriceOf } from "./price";
import { resourceOf } from "./resource";
import { sellerOf } from "./seller";
import { serviceOf } from "./service";
import { compileTags } from "./tags";

/** The columns of FOCUS that a line fills, in the order of a mapped row. */
const mapped = [
  "AvailabilityZone",
  "BilledCost",
  "BillingAccountId",
  "BillingAccountName",
  "BillingAccountType",
  "BillingCurrency",
  "BillingPeriodEnd",
  "BillingPeriodStart",
  "CapacityReservationId",
  "CapacityReservationStatus",
  "ChargeCategory",
  "ChargeClass",
  "ChargeDescription",
  "ChargeFrequency",
  "ChargePeriodEnd",
  "ChargePeriodStart",
  "CommitmentDiscountCategory",
  "CommitmentDiscountId",
  "CommitmentDiscountQuantity",
  "CommitmentDiscountStatus",
  "CommitmentDiscountType",
  "CommitmentDiscountUnit",
  "ConsumedQuantity",
  "ConsumedUnit",
  "ContractedCost",
  "ContractedUnitPrice",
  "EffectiveCost",
  "HostProviderName",
  "InvoiceId",
  "InvoiceIssuerName",
  "ListCost",
  "ListUnitPrice",
  "PricingCategory",
  "PricingQuantity",
  "PricingUnit",
  "RegionId",
  "RegionName",
  "ResourceId",
  "ResourceType",
  "ServiceCategory",
  "ServiceName",
  "ServiceProviderName",
  "ServiceSubcategory",
  "SkuId",
  "SkuMeter",
  "SkuPriceDetails",
  "SkuPriceId",
  "SubAccountId",
  "SubAccountName",
  "SubAccountType",
  "Tags",
  "x_ProviderName",
  "x_PublisherName",
] as const satisfies readonly (FocusColumnName | "x_ProviderName" | "x_PublisherName")[];

/** Some columns of a mapped row. */
type Values = Readonly<Partial<Record<(typeof mapped)[number], string | null>>>;

type Cells = readonly (string | null)[];

/** What a line becomes: a row of FOCUS, and another for the unused part of a commitment; or why it cannot be read. */
export type LineItemReading = { readonly rows: readonly Cells[] } | { readonly fault: LineItemFault };

/** A Cost and Usage Report as if it were a file of FOCUS. */
export interface LineItemMapping {
  readonly headers: readonly string[];
  readonly read: (cells: Cells) => LineItemReading;
}

/**
 * Maps the lines of a report to FOCUS, as texts of a file whose columns are `headers`: what is read of them, and what is wrong with them, is decided where
 * every file of FOCUS is read. A line is one row, with what FOCUS has no column for kept beside it. The fee of a commitment that was not used wholly is two
 * (https://focus.finops.org/focus-specification/v1-4/#commitmentdiscountstatus): a purchase without an effective cost, and unused usage that is billed with 0.
 */
export function mapLineItems(plan: LineItemPlan): LineItemMapping {
  const { cellOf, spareOf, kept } = plan;
  const tagsOf = compileTags(plan);
  const has = cellOf.has.bind(cellOf);
  let cells: Cells = [];
  const item: LineItem = (column) => {
    const text = cells[cellOf.get(column) ?? -1] ?? "";
    if (text !== "" || !spareOf.has(column)) return text;
    return (
      spareOf
        .get(column)
        ?.map((place) => cells[place] ?? "")
        .find((spare) => spare !== "") ?? ""
    );
  };
  const headers = [...mapped, ...distinct(kept.map(({ header }) => header))];
  return {
    headers,
    read: (line) => {
      cells = line;
      const kind = kindOfLineItem(item("line_item_line_item_type"));
      const fault = findCostFault(item, kind, has);
      if (fault !== null) return { fault };
      const row = new Array<string | null>(headers.length).fill(null);
      kept.forEach(({ index }, place) => {
        row[mapped.length + place] = line[index] ?? null;
      });
      fill(row, item, kind, { costs: costsOf(item, kind, has), commitment: commitmentOf(item, kind, null, has), tags: tagsOf(item, line) });
      const unused = unusedOf(item, kind, has);
      return {
        rows:
          unused === null
            ? [row]
            : [row, unusedRowOf(item, kind, row, { effective: unused, commitment: commitmentOf(item, kind, unused, has) })],
      };
    },
  };
}

/** Writes the columns of a line into their places: one by one, since a row of fifty columns that is put together of eight objects costs ten times as much. */
function fill(row: (string | null)[], item: LineItem, kind: LineItemKind | null, { costs, commitment, tags }: LineParts): void {
  const text = (column: Parameters<LineItem>[0]): string | null => item(column) || null;
  const charge = chargeOf(item, kind);
  const bought = charge.ChargeCategory === "Purchase" ? ofCommitment(commitment) : null;
  const subAccount = text("line_item_usage_account_id");
  put(row, charge);
  put(row, costs);
  put(row, commitment);
  put(row, placeOf(item));
  put(row, priceOf(item, kind));
  put(row, resourceOf(item, bought));
  put(row, sellerOf(item));
  put(row, serviceOf(item));
  put(row, {
    BillingAccountId: text("bill_payer_account_id"),
    BillingAccountName: text("bill_payer_account_name"),
    BillingAccountType: "Management Account",
    BillingCurrency: text("line_item_currency_code"),
    BillingPeriodEnd: text("bill_billing_period_end_date"),
    BillingPeriodStart: text("bill_billing_period_start_date"),
    CapacityReservationId: text("capacity_reservation_capacity_reservation_arn"),
    CapacityReservationStatus: text("capacity_reservation_capacity_reservation_status"),
    ChargeDescription: text("line_item_line_item_description"),
    ChargePeriodEnd: text("line_item_usage_end_date"),
    ChargePeriodStart: text("line_item_usage_start_date"),
    InvoiceId: text("bill_invoice_id"),
    SubAccountId: subAccount,
    SubAccountName: text("line_item_usage_account_name"),
    SubAccountType: subAccount === null ? null : "Member Account",
    Tags: tags,
  });
}

/** What the columns of the report decide, apart from the line. */
interface LineParts {
  readonly costs: LineItemCosts;
  readonly commitment: LineItemCommitment;
  readonly tags: string | null;
}

function unusedRowOf(
  item: LineItem,
  kind: LineItemKind | null,
  fee: Cells,
  { effective, commitment }: { readonly effective: string; readonly commitment: LineItemCommitment },
): Cells {
  const row = [...fee];
  put(row, commitment);
  put(row, unusedPriceOf(item, kind));
  put(row, resourceOf(item, ofCommitment(commitment)));
  put(row, {
    ChargeCategory: "Usage",
    ChargeFrequency: "Usage-Based",
    BilledCost: "0",
    EffectiveCost: effective,
    ContractedCost: "0",
    ListCost: "0",
  });
  return row;
}

function put(row: (string | null)[], values: Values): void {
  for (const [name, value] of Object.entries(values)) row[places.get(name) ?? -1] = value;
}

const places: ReadonlyMap<string, number> = new Map(mapped.map((name, place) => [name, place]));

function ofCommitment(commitment: LineItemCommitment): { readonly id: string; readonly type: string } | null {
  const { CommitmentDiscountId: id, CommitmentDiscountType: type } = commitment;
  return id === null || type === null ? null : { id, type };
}

/** Two columns of products may differ in their letter case only, or be called like a column of FOCUS: they get a number behind them. */
function distinct(headers: readonly string[]): readonly string[] {
  const taken = new Set<string>(mapped.map(normalizeFocusHeader));
  return headers.map((header) => {
    let name = header;
    for (let copy = 2; taken.has(normalizeFocusHeader(name)); copy++) name = `${header} (${copy})`;
    taken.add(normalizeFocusHeader(name));
    return name;
  });
}
