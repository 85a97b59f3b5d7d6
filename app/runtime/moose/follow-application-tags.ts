import type { ApplicationTag, MatchOrder } from "../../domain/resource-tracking/application-tag";
import { type ApplicationTagMatcher, compileApplicationTags } from "../../domain/resource-tracking/compile-application-tags";
import type { MooseClient } from "../clickhouse/moose-client";

export interface ApplicationTagSource {
  /** A text that differs after every change of the rules; cheap to ask. */
  readonly version: () => Promise<string>;
  readonly load: () => Promise<readonly ApplicationTag[]>;
}

/**
 * The compiled rules, rebuilt when the table changed. The table is asked at most every `checkEveryMs`; callers in between share the answer,
 * and a failing table fails them, because charges without rules would be given the wrong owner.
 */
export function followApplicationTags(
  source: ApplicationTagSource,
  order: MatchOrder,
  clock: () => number,
  report: (text: string) => void,
): () => Promise<ApplicationTagMatcher> {
  let known: { readonly version: string; readonly matcher: ApplicationTagMatcher } | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<ApplicationTagMatcher> | undefined;
  const check = async () => {
    const version = await source.version();
    if (known?.version !== version) {
      const { matcher, broken } = compileApplicationTags(await source.load(), order);
      for (const { id, pattern, reason } of broken) report(`ApplicationTag ${id} (${JSON.stringify(pattern)}) is not used: ${reason}`);
      known = { version, matcher };
    }
    checkedAt = clock();
    return known.matcher;
  };
  return async () => {
    if (known !== undefined && clock() - checkedAt < checkEveryMs) return known.matcher;
    checking ??= check().finally(() => {
      checking = undefined;
    });
    return checking;
  };
}

const checkEveryMs = 2000;

/** The latest version of every rule, broken and disabled ones included. */
export async function loadApplicationTags(client: MooseClient): Promise<readonly ApplicationTag[]> {
  const result = await client.query({
    query: `SELECT toString(id) AS id, pattern, match_kind, scope, application, cmdb_service, priority, enabled,
              toString(valid_from) AS valid_from, toString(valid_to) AS valid_to
            FROM ApplicationTag FINAL ORDER BY ApplicationTag.id`,
    format: "JSONEachRow",
  });
  const rows = await result.json<Omit<ApplicationTag, "id"> & { readonly id: string }>();
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}
