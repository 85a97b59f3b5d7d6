import type { UsageDetail } from "../azure-ea/usage-detail";
import { sameUsageSubject } from "./same-usage-subject";
import type { UsageSubject } from "./usage-subject";

/**
 * Remembers subjects by instance id (rows without one by meter), the last few of each, and compares all fields before one is used again.
 * Holds at most twice `limit` keys: when the young half is full, the old half is dropped whole. Subjects with very long texts are not kept,
 * so that one producer cannot fill the memory.
 */
export function rememberSubjects(limit: number, derive: (detail: UsageDetail) => UsageSubject): (detail: UsageDetail) => UsageSubject {
  let young = new Map<string, readonly UsageSubject[]>();
  let old = new Map<string, readonly UsageSubject[]>();
  return (detail) => {
    const key = detail.instance_id || (detail.meter_id ?? "");
    const known = young.get(key);
    const subject = known === undefined ? undefined : find(known, detail);
    if (subject !== undefined) return subject;
    const fresh = find(old.get(key) ?? [], detail) ?? derive(detail);
    if ((detail.tags?.length ?? 0) + (detail.additional_info?.length ?? 0) + key.length > longestTexts) return fresh;
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(key, [fresh, ...(young.get(key) ?? []).slice(0, mostForKey - 1)]);
    return fresh;
  };
}

function find(subjects: readonly UsageSubject[], detail: UsageDetail): UsageSubject | undefined {
  for (const subject of subjects) if (sameUsageSubject(subject.detail, detail)) return subject;
  return undefined;
}

const longestTexts = 8192;
/** The meters of one resource: a VM has a handful. */
const mostForKey = 12;
