import { type HeaderMatch, matchHeader } from "./match-header";
import { findOddValues } from "./find-odd-values";
import { toUsageDetail } from "./to-usage-detail";
import { toWireText } from "./to-wire-text";
import type { UsageDetail } from "./usage-detail";
import type { UsageDetailField } from "./usage-detail-field";
import type { UsageDetailReader } from "./usage-detail-reader";

/**
 * Plans the reading of rows with these columns, once per file or distinct set of keys. Of two columns for one field the better spelling is
 * read, and the other counts as unknown, so that no value disappears unnoticed.
 */
export function compileUsageDetailReader(headers: readonly string[]): UsageDetailReader {
  const best = new Map<UsageDetailField, HeaderMatch & { readonly index: number }>();
  headers.forEach((header, index) => {
    const match = matchHeader(header);
    if (match !== null && match.rank < (best.get(match.field)?.rank ?? Infinity)) best.set(match.field, { ...match, index });
  });
  const fields = new Map([...best].map(([field, { index }]) => [index, field]));
  const indexOf = (field: UsageDetailField): number => best.get(field)?.index ?? -1;
  const toDetail = toUsageDetail(indexOf);
  const unknownHeaders = headers.filter((_, index) => !fields.has(index));
  const numberStyle = [...best.values()].some((match) => match.numberStyle === "comma") ? "comma" : "point";
  const readValues: UsageDetailReader["readValues"] = (values) => ({
    detail: placeSubscription(toDetail(values)),
    numberStyle,
    problems: findOddValues(values, fields),
    unknownHeaders,
  });
  return {
    numberStyle,
    unknownHeaders,
    readValues,
    read: (record) => readValues(headers.map((header) => record[header])),
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
