import type { ServiceRow } from "./reference-tables";

/**
 * Rows of (consumed service, resource type), and beside them one row for each type under any consumed service, so that a charge whose consumed
 * service is missing or odd still finds its service by one equal key. Where several consumed services disagree on a type, the namespace of
 * the type decides, then the first row.
 */
export function serviceKeys(rows: readonly ServiceRow[]): readonly ServiceRow[] {
  const ofType = new Map<string, ServiceRow>();
  for (const row of rows) {
    const known = ofType.get(row.resource_type);
    if (known === undefined || (isOwn(row) && !isOwn(known))) ofType.set(row.resource_type, row);
  }
  return [...rows, ...[...ofType.values()].map((row) => ({ ...row, consumed_service: "" }))];
}

function isOwn({ consumed_service, resource_type }: ServiceRow): boolean {
  return resource_type.startsWith(`${consumed_service}/`);
}
