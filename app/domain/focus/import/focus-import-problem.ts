/** What was changed in a row of a file, or is not as FOCUS wants it. Codes in x_Problems; what the file said is in x_SourceColumns. */
export type FocusImportProblem =
  /** An account id that a tool had taken for a number has its digits again: `12345678901` is 012345678901 at AWS. */
  | "account-id-restored"
  /** An account id of AWS that has not 12 digits, or one of another known provider with a blank inside: it is kept as it is, and may be no account. */
  | "account-id-unusual"
  /** The billing period does not begin with a calendar month or end with it: it is kept under its own first day. */
  | "billing-period-not-a-month"
  /** Microsoft's quantity and costs were too small by the pricing block size, and are put right. */
  | "block-size-repaired"
  /** The row has a pricing block size and costs that do not fit it, but nothing in the row proves how: left as it is. */
  | "block-size-suspected"
  /** The purchase of a commitment has an EffectiveCost, which FOCUS wants to be 0, since the usage that it pays for carries it. */
  | "commitment-purchase-effective-cost"
  /** The charge ends before it begins: it counts on the day on which it begins. */
  | "charge-period-backwards"
  /** Usage ends after the bill that it is in, or a charge begins more than a year before or after its bill: it counts on the day that it says. */
  | "charge-period-far"
  /** ContractedCost is 0 beside a cost: the provider does not know it, and sums of contracted costs are too small. */
  | "contracted-cost-unknown"
  /** `RMB` or `US$` is the code that it means. */
  | "currency-restored"
  /** Braces, quotes or escapes of a JSON text were mended. */
  | "json-repaired"
  | "json-unreadable"
  /** A tag whose value was an object or a list: it is kept as JSON text. */
  | "json-value-nested"
  /** ListCost is 0 beside a cost: the provider does not know it, and sums of list costs are too small. */
  | "list-cost-unknown"
  /** A charge of some hours in a month in which summer time begins or ends: by one of the two clocks it is of the next day. */
  | "local-day-unclear"
  /** The billing period begins at a midnight that is not UTC's: the charge counts on its day by that clock, in x_UsageDate. */
  | "local-time"
  /** A text that stands for no value, such as `None`, `nan` or `#N/A`: null, except as a name or a description, which stays. */
  | "null-text"
  /** More decimals than the column holds: rounded half-even. */
  | "number-rounded"
  /** Usage that a commitment pays for was called Standard. */
  | "pricing-category-corrected"
  /** The last value of a key that is there twice stands. */
  | "tags-duplicate-key"
  /** A fraction of a second was cut off. */
  | "time-cut"
  /** The charge begins at a time with an offset in a billing period of UTC: it counts on its day in UTC. */
  | "time-converted"
  /** The charge begins at a time without a zone in a billing period that has one other than UTC: it was read as UTC. */
  | "time-zone-missing"
  | "value-not-allowed"
  /** The file has the column and no value where FOCUS wants one. */
  | "value-assumed";
