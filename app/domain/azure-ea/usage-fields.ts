import { type DecimalLimits, decimalLimits } from "../decimal/decimal-limits";

/** One field of a usage row. */
export interface UsageField {
  /**
   * What the field is about. `day` and `amount` are a row's own; `subject` and `details` repeat from day to day, so all that follows from
   * them is derived once. `details` are those of the Cost Management schemas that EA usage details lack.
   */
  readonly of: "day" | "amount" | "subject" | "details";
  /** Spellings as `normalizeHeader` leaves them, best first. They mean the same: one that is passed over and says something else is named. */
  readonly aliases: readonly string[];
  /** Columns with a similar meaning, read only where the aliases have no value. A difference is not a contradiction. */
  readonly fallbacks?: readonly string[];
  /** For numbers: what the column of the table holds. */
  readonly limits?: DecimalLimits;
  /** Ids lose white space, byte order marks and zero-width characters at their ends. */
  readonly isId?: true;
}

/**
 * The one table of fields: for each the column names seen in EA JSON (China and global), EA CSV, pay-as-you-go CSV and the dated versions of the
 * Cost Management schemas for EA, MCA and partners (actual and amortized). Everything that lists fields is derived from it or checked against it.
 * `instanceId`, `InstanceId`, `instance_id` and `Instance ID` are one spelling; only names that differ in words are listed.
 * `costInBillingCurrency` takes precedence over `cost`, because invoices are made of it. Costs in other currencies are not listed: they are not billed costs.
 * Source: learn.microsoft.com/azure/cost-management-billing/dataset-schema/schema-index.
 */
export const usageFields = {
  /** In newer reports an e-mail address. */
  account_owner_id: { of: "subject", aliases: ["accountownerid"], fallbacks: ["accountowneremail"] },
  account_name: { of: "subject", aliases: ["accountname"] },
  service_administrator_id: { of: "subject", aliases: ["serviceadministratorid"], fallbacks: ["serviceadministratoremail"] },
  /** The legacy number; a GUID in this place is moved to subscription_guid. */
  subscription_id: { of: "subject", aliases: ["subscriptionid"], isId: true },
  /** Empty on rows of the whole enrollment. */
  subscription_guid: { of: "subject", aliases: ["subscriptionguid"], isId: true },
  subscription_name: { of: "subject", aliases: ["subscriptionname"] },
  date: { of: "day", aliases: ["date", "usagedate", "usagedatetime"] },
  day: { of: "day", aliases: ["day"] },
  month: { of: "day", aliases: ["month"] },
  year: { of: "day", aliases: ["year"] },
  product: { of: "subject", aliases: ["product", "productname"] },
  meter_id: { of: "subject", aliases: ["meterid"], isId: true },
  meter_category: { of: "subject", aliases: ["metercategory"] },
  meter_sub_category: { of: "subject", aliases: ["metersubcategory"] },
  meter_region: { of: "subject", aliases: ["meterregion"] },
  meter_name: { of: "subject", aliases: ["metername"] },
  /** Already in blocks where the unit of measure is a block, as `10K`. */
  consumed_quantity: { of: "amount", aliases: ["consumedquantity", "usagequantity", "quantity"], limits: decimalLimits.quantity },
  resource_rate: { of: "amount", aliases: ["resourcerate", "effectiveprice"], limits: decimalLimits.rate },
  extended_cost: { of: "amount", aliases: ["extendedcost", "costinbillingcurrency", "pretaxcost", "cost"], limits: decimalLimits.cost },
  resource_location: { of: "subject", aliases: ["resourcelocation"], fallbacks: ["location", "resourcelocationnormalized"] },
  consumed_service: { of: "subject", aliases: ["consumedservice"] },
  /** ARM id in any casing, bare classic name, or empty: support, marketplace and reservation rows. */
  instance_id: { of: "subject", aliases: ["instanceid", "resourceid"], fallbacks: ["instancename"], isId: true },
  service_info1: { of: "subject", aliases: ["serviceinfo1"] },
  service_info2: { of: "subject", aliases: ["serviceinfo2"] },
  /** JSON text, often malformed. */
  additional_info: { of: "subject", aliases: ["additionalinfo"] },
  /** JSON text, often malformed. */
  tags: { of: "subject", aliases: ["tags"] },
  store_service_identifier: { of: "subject", aliases: ["storeserviceidentifier"] },
  department_name: { of: "subject", aliases: ["departmentname", "invoicesectionname", "invoicesection"] },
  cost_center: { of: "subject", aliases: ["costcenter"] },
  unit_of_measure: { of: "subject", aliases: ["unitofmeasure"] },
  resource_group: { of: "subject", aliases: ["resourcegroup", "resourcegroupname"], isId: true },
  /** `Usage`, `Purchase`, `Refund`, `UnusedReservation`, `UnusedSavingsPlan`, `Tax`, `RoundingAdjustment`, … */
  charge_type: { of: "details", aliases: ["chargetype"] },
  /** `OneTime`, `Recurring`, `UsageBased`. */
  frequency: { of: "details", aliases: ["frequency"] },
  /** `OnDemand`, `Reservation`, `Spot`, `SavingsPlan`. */
  pricing_model: { of: "details", aliases: ["pricingmodel"] },
  /** The savings plan or the reservation that covers the row. */
  benefit_id: { of: "details", aliases: ["benefitid"], isId: true },
  benefit_name: { of: "details", aliases: ["benefitname"] },
  reservation_id: { of: "details", aliases: ["reservationid"], isId: true },
  reservation_name: { of: "details", aliases: ["reservationname"] },
  /** `Azure`, `Microsoft`, `Marketplace`, `AWS`. */
  publisher_type: { of: "details", aliases: ["publishertype"] },
  publisher_name: { of: "details", aliases: ["publishername"] },
  /** Of a marketplace offer. */
  plan_name: { of: "details", aliases: ["planname"] },
  /** As sent in the row; a contradiction with the delivery is a named problem. */
  billing_currency: { of: "details", aliases: ["billingcurrency", "billingcurrencycode", "currency", "currencycode"] },
  pricing_currency: { of: "details", aliases: ["pricingcurrency", "pricingcurrencycode"] },
  /** From the pricing currency to the billing currency. */
  exchange_rate: { of: "details", aliases: ["exchangeratepricingtobilling", "exchangerate"], limits: decimalLimits.rate },
  invoice_id: { of: "details", aliases: ["invoiceid", "invoicenumber"], isId: true },
  invoice_section_id: { of: "details", aliases: ["invoicesectionid"], fallbacks: ["departmentid"], isId: true },
  /** What the row itself says, beside the account of the delivery. */
  row_billing_account_id: { of: "details", aliases: ["billingaccountid", "enrollmentnumber"], isId: true },
  billing_account_name: { of: "details", aliases: ["billingaccountname"] },
  billing_profile_id: { of: "details", aliases: ["billingprofileid"], isId: true },
  billing_profile_name: { of: "details", aliases: ["billingprofilename"] },
  billing_period_start: { of: "details", aliases: ["billingperiodstartdate", "billingperiodstart"] },
  billing_period_end: { of: "details", aliases: ["billingperiodenddate", "billingperiodend"] },
  cost_allocation_rule_name: { of: "details", aliases: ["costallocationrulename"] },
  /** The retail price; in the pricing currency. */
  payg_price: { of: "details", aliases: ["paygprice", "marketprice"], limits: decimalLimits.rate },
  /** The negotiated price without any commitment; in the pricing currency. */
  unit_price: { of: "details", aliases: ["unitprice"], limits: decimalLimits.rate },
  term: { of: "details", aliases: ["term"] },
  product_order_id: { of: "details", aliases: ["productorderid"], isId: true },
  product_order_name: { of: "details", aliases: ["productordername"] },
  part_number: { of: "details", aliases: ["partnumber"], isId: true },
  offer_id: { of: "details", aliases: ["offerid"], isId: true },
  service_family: { of: "details", aliases: ["servicefamily"] },
  availability_zone: { of: "details", aliases: ["availabilityzone"] },
  /** Of the rating period that fixed the price, not of use. */
  service_period_start: { of: "details", aliases: ["serviceperiodstartdate", "serviceperiodstart"] },
  service_period_end: { of: "details", aliases: ["serviceperiodenddate", "serviceperiodend"] },
} as const satisfies Readonly<Record<string, UsageField>>;

/** The name of a field of a usage row. */
export type UsageDetailField = keyof typeof usageFields;

type DayField = FieldOf<"day">;
type AmountField = FieldOf<"amount">;
/** Fields of EA usage details that repeat from day to day. */
export type SubjectField = FieldOf<"subject">;
/** Fields of the Cost Management schemas that EA usage details lack. */
export type DetailField = FieldOf<"details">;

type FieldOf<Part extends UsageField["of"]> = {
  [Field in UsageDetailField]: (typeof usageFields)[Field]["of"] extends Part ? Field : never;
}[UsageDetailField];

/** The names of all fields, in the order of the table. */
export const usageFieldNames: readonly UsageDetailField[] = Object.keys(usageFields).filter(
  (name): name is UsageDetailField => name in usageFields,
);

/** The fields whose texts a subject is made of: those of EA usage details and those of the Cost Management schemas. */
export const subjectFieldNames: readonly (SubjectField | DetailField)[] = usageFieldNames.filter(
  (field): field is SubjectField | DetailField => isSubjectField(field) || isDetailField(field),
);

/** Whether a field is part of a subject. */
export function isSubjectField(field: UsageDetailField): field is SubjectField {
  return usageFields[field].of === "subject";
}

/** Whether a field is one of the Cost Management schemas' own. */
export function isDetailField(field: UsageDetailField): field is DetailField {
  return usageFields[field].of === "details";
}

/** The fields of EA usage details that make a subject, and those of its details, in the order of the table: lists, since each new subject walks them. */
export const eaSubjectFieldNames: readonly SubjectField[] = usageFieldNames.filter(isSubjectField);
export const detailFieldNames: readonly DetailField[] = usageFieldNames.filter(isDetailField);

/** The field's entry, with what only some fields have. */
export function usageField(field: UsageDetailField): UsageField {
  return usageFields[field];
}

type Texts<Field extends string> = Readonly<Record<Field, string | null>>;

/**
 * What is a row's own: its day and its amounts. Every value is the original text; numbers are their digits, so that nothing is rounded before it
 * is looked at. Null: the column or value was absent. Empty: it was sent empty.
 */
export type RowDetail = Texts<DayField | AmountField>;

/** What a usage row says of its subject: everything but its day and its amounts, texts as in `RowDetail`. */
export type SubjectDetail = Texts<SubjectField | DetailField>;

/** A column that no field is read from: unknown, or passed over for a better spelling. */
export interface OtherColumn {
  /** As it was sent, without byte order mark and outer white space. */
  readonly header: string;
  /** The header as `normalizeHeader` leaves it: what the column compares by. */
  readonly name: string;
  readonly value: string | null;
}
