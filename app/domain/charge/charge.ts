import type { DetailField, SubjectField } from "../azure-ea/usage-fields";
import type { Problem } from "../problem-code";

/** Numbers of a charge's details: plain digits for Decimal(38,20). */
export type DetailNumber = "exchange_rate" | "payg_price" | "unit_price";

/**
 * What the Cost Management schemas say of a charge beside the columns of EA usage details. One object for all charges of a subject, and one for all
 * rows that have no such column, so that these cost nothing.
 */
export type ChargeDetails = Readonly<Record<Exclude<DetailField, DetailNumber>, string>> &
  Readonly<Record<DetailNumber, string | null>> & {
    /** JSON object text of every column that no field is read from, by its original name and in the order of the row; empty when there are none. */
    readonly other_columns: string;
  };

/**
 * One charge: an Azure usage row, cleaned and given an owner. Texts that the row did not have are empty; a number or date that could not be
 * read is null with its reason and original text in `problems`, and never a default.
 */
export interface Charge extends Readonly<Record<SubjectField, string>> {
  /** The enrollment number. */
  readonly billing_account_id: string;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  readonly snapshot_id: string;
  /** 64 hexadecimal digits over the source fields, then the occurrence: `…-1`. See `chargeIdText`. */
  readonly charge_id: string;
  /** 1 for the first of identical rows of a batch, 2 for the second. */
  readonly occurrence: number;
  /** The calendar day of use, `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly day: number | null;
  readonly month: number | null;
  readonly year: number | null;
  /** First day of the usage month, `YYYY-MM-DD`; of the record's own year and month where its day could not be read. */
  readonly month_date: string | null;
  /** `Jan 2024`. */
  readonly newmonth: string | null;
  /** Plain digits for Decimal(38,20). */
  readonly consumed_quantity: string | null;
  /** Plain digits for Decimal(38,20). */
  readonly resource_rate: string | null;
  /** Plain digits for Decimal(38,18); negative for credits. */
  readonly extended_cost: string | null;
  /** extended_cost × (1 + tax rate), half-even at 18 decimals. */
  readonly extended_cost_tax: string | null;
  /** Lower case; from the instance id when the row has no such column or value. */
  readonly resource_group: string;
  readonly resource_name: string;
  readonly vm_name: string;
  readonly sku: string;
  readonly latest_resource_type: string;
  /** Upper case: the winning rule's application, else the last segment of the instance id. */
  readonly resource_tracking: string;
  /** The id of the winning rule; null when no rule decided. */
  readonly resource_tracking_rule_id: number | null;
  /** The tag `app`, else the CMDB service of the winning rule. */
  readonly cmdb_mapped_application_service: string;
  readonly ppm_billing_item: string;
  readonly ppm_id_owner: string;
  readonly ppm_io_cc: string;
  readonly details: ChargeDetails;
  readonly problems: readonly Problem[];
}

/** The date columns of a charge. */
export type DayColumns = Pick<Charge, "date" | "day" | "month" | "year" | "month_date" | "newmonth">;

/** Whose a charge is. */
export type OwnerColumns = Pick<Charge, "resource_tracking" | "resource_tracking_rule_id" | "cmdb_mapped_application_service">;
