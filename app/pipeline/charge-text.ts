import type { Charge, ChargeDetails } from "../domain/charge/charge";
import { noDetails } from "../domain/charge/to-charge-details";
import type { Problem } from "../domain/problem-code";
import { detailColumns, subjectColumns } from "../tables/charge-columns";
import { quotedText, tabText, tabValue } from "./tab-text";

/** `chargeColumns` of one charge as TabSeparated, without the line's end. Text and not objects, since the engine reads digits into Decimals exactly. */
export function chargeText(charge: Charge, unknownFields: number): string {
  const { problems, details } = charge;
  return (
    `${charge.date ?? "\\N"}\t${charge.day ?? "\\N"}\t${charge.month ?? "\\N"}\t${charge.year ?? "\\N"}` +
    `\t${charge.month_date ?? "\\N"}\t${charge.newmonth ?? "\\N"}` +
    `\t${charge.consumed_quantity ?? "\\N"}\t${charge.resource_rate ?? "\\N"}` +
    `\t${charge.extended_cost ?? "\\N"}\t${charge.extended_cost_tax ?? "\\N"}` +
    `\t${tabText(charge.resource_tracking)}\t${charge.resource_tracking_rule_id ?? "\\N"}` +
    `\t${tabText(charge.cmdb_mapped_application_service)}` +
    `\t${problems.length === 0 ? "[]" : problemsText(problems)}\t${unknownFields}` +
    `\t${subjectColumns.map((column) => tabText(charge[column])).join("\t")}\t${detailsText(details)}`
  );
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
