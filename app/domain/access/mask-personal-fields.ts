/** Replaces a value that the caller may not see. */
export const masked = "[masked]";

/**
 * A copy of an answer without the names and addresses of people: the account owner, the service administrator, the account's name (which EA
 * lets its owner choose, and is mostly the owner's), under any spelling; and records as posted, which contain them. Null stays null.
 */
export function maskPersonalFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskPersonalFields);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, isPersonalField(name) && inner !== null ? masked : maskPersonalFields(inner)]),
  );
}

/** True for `account_owner_id`, `AccountOwnerId`, `x_AccountOwnerId`, … */
export function isPersonalField(name: string): boolean {
  return personal.has(name.toLowerCase().replaceAll("_", "").replace(/^x/, ""));
}

const personal: ReadonlySet<string> = new Set([
  "accountownerid",
  "accountowner",
  "accountownername",
  "accountname",
  "serviceadministratorid",
  "original",
  "rawrecord",
]);
