import type { Amounts } from "../domain/charge/amounts";
import type { Charge, ChargeDetails, DayColumns, OwnerColumns } from "../domain/charge/charge";
import { noDetails } from "../domain/charge/to-charge-details";
import type { SubjectColumns } from "../domain/charge/usage-subject";
import type { Problem } from "../domain/problem-code";
import { detailColumns, subjectColumns } from "../tables/charge-columns";
import { quotedText, tabText, tabValue } from "./tab-text";

/** `chargeColumns` of one charge as TabSeparated, without the line's end. Text and not objects, since the engine reads digits into Decimals exactly. */
export function chargeText(charge: Charge, unknownFields: number): string {
  return ownText(charge, charge, charge, charge.problems, unknownFields) + subjectText(charge, charge.details);
}

/** The part of `chargeText` that each row of a subject has to itself. */
export function ownText(
  day: DayColumns,
  amounts: Amounts,
  owner: OwnerColumns,
  problems: readonly Problem[],
  unknownFields: number,
): string {
  return (
    `${day.date ?? "\\N"}\t${day.day ?? "\\N"}\t${day.month ?? "\\N"}\t${day.year ?? "\\N"}` +
    `\t${day.month_date ?? "\\N"}\t${day.newmonth ?? "\\N"}` +
    `\t${amounts.consumed_quantity ?? "\\N"}\t${amounts.resource_rate ?? "\\N"}` +
    `\t${amounts.extended_cost ?? "\\N"}\t${amounts.extended_cost_tax ?? "\\N"}` +
    `\t${tabText(owner.resource_tracking)}\t${owner.resource_tracking_rule_id ?? "\\N"}` +
    `\t${tabText(owner.cmdb_mapped_application_service)}` +
    `\t${problems.length === 0 ? "[]" : problemsText(problems)}\t${unknownFields}\t`
  );
}

/** The rest of `chargeText`: equal for all rows of a subject that have its details. */
export function subjectText(columns: SubjectColumns, details: ChargeDetails): string {
  return `${subjectColumns.map((column) => tabText(columns[column])).join("\t")}\t${detailsText(details)}`;
}

function problemsText(problems: readonly Problem[]): string {
  return `[${problems.map((p) => `(${quotedText(p.code)},${quotedText(p.field)},${quotedText(p.detail)})`).join(",")}]`;
}

/** Rows that have no column of the Cost Management schemas share one object, and its text. */
function detailsText(details: ChargeDetails): string {
  return details === noDetails ? noDetailsText : textOf(details);
}

function textOf(details: ChargeDetails): string {
  return detailColumns.map((column) => tabValue(details[column])).join("\t");
}

const noDetailsText = textOf(noDetails);
