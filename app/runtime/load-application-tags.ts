import type { ApplicationTag } from "../domain/resource-tracking/application-tag";
import type { MooseClient } from "./moose-client";

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
