import { detailFieldNames, eaSubjectFieldNames, type OtherColumn, type SubjectDetail } from "../azure-ea/usage-fields";

/**
 * The columns that say what a row is about, for hashing: as they were sent, each with its length, so that none can run into its neighbour. Of the
 * fields that only some schemas have, and of columns without a field, those that were sent, by name: so their order and their spelling do not count.
 */
export function usageSubjectText(detail: SubjectDetail, others: readonly OtherColumn[]): string {
  let text = "";
  for (const field of eaSubjectFieldNames) text += idPart(detail[field]);
  for (const field of detailFieldNames) {
    const value = detail[field];
    if (value !== null) text += idPart(field) + idPart(value);
  }
  return others.length === 0 ? text : text + otherColumnsText(others);
}

/** Columns without a field, for hashing, in the order of their names. Absent ones and those that are null are the same. */
export function otherColumnsText(others: readonly OtherColumn[]): string {
  const parts: string[] = [];
  for (const { name, value } of others) if (value !== null) parts.push(idPart(name) + idPart(value));
  return parts.sort().join("");
}

/** A value with its length before it; an absent one is `-`, which differs from an empty one, `0:`. */
export function idPart(value: string | null): string {
  return value === null ? "-" : `${value.length}:${value}`;
}
