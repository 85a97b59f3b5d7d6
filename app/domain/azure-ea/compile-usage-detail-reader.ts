import type { Problem } from "../problem";
import { emptyUsageDetail } from "./empty-usage-detail";
import { type HeaderMatch, matchHeader } from "./match-header";
import { toWireText } from "./to-wire-text";
import type { UsageDetail } from "./usage-detail";
import type { UsageDetailField } from "./usage-detail-field";
import type { UsageDetailReader } from "./usage-detail-reader";

/**
 * Plans the reading of records with these columns, once per file or distinct set of keys. Of two columns for one field the better spelling
 * is read, and the other counts as unknown, so that no value disappears unnoticed.
 */
export function compileUsageDetailReader(headers: readonly string[]): UsageDetailReader {
  const best = new Map<UsageDetailField, HeaderMatch & { readonly header: string }>();
  for (const header of headers) {
    const match = matchHeader(header);
    if (match !== null && match.rank < (best.get(match.field)?.rank ?? Infinity)) best.set(match.field, { ...match, header });
  }
  const columns = [...best.values()].map(({ field, header }) => ({ field, header }));
  const read = new Set(columns.map(({ header }) => header));
  const unknownHeaders = headers.filter((header) => !read.has(header));
  const numberStyle = [...best.values()].some((match) => match.numberStyle === "comma") ? "comma" : "point";
  return {
    numberStyle,
    unknownHeaders,
    read: (record) => {
      const detail: Record<UsageDetailField, string | null> = { ...emptyUsageDetail };
      let problems: readonly Problem[] = noProblems;
      for (const { field, header } of columns) {
        const value = record[header];
        if (typeof value === "string") {
          detail[field] = value;
          continue;
        }
        const { text, problem } = toWireText(value);
        detail[field] = text;
        // Tags that come as an object, not as the text of one, are read all the same: their text is what JSON would have sent.
        if (problem !== null && !(text !== null && jsonFields.has(field))) problems = [...problems, { code: problem, field, detail: text ?? "" }];
      }
      return { detail: placeSubscription(detail), numberStyle, problems, unknownHeaders };
    },
    readUnknown: (record) => new Map(unknownHeaders.map((header) => [header, toWireText(record[header]).text])),
  };
}

/** Newer reports send the GUID as SubscriptionId; in EA rows that column is the legacy number and the GUID has its own. */
function placeSubscription(detail: UsageDetail): UsageDetail {
  if (detail.subscription_guid !== null && detail.subscription_guid !== "") return detail;
  if (detail.subscription_id === null || !guid.test(detail.subscription_id)) return detail;
  return { ...detail, subscription_guid: detail.subscription_id, subscription_id: null };
}

const guid = /^\s*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\s*$/i;
const jsonFields: ReadonlySet<UsageDetailField> = new Set<UsageDetailField>(["tags", "additional_info"]);
const noProblems: readonly Problem[] = [];
