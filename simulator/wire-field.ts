/** How a simulated server spells its rows. */
export interface WireSpelling {
  readonly form: "china" | "consumption";
  readonly casing: "camel" | "pascal";
}

/** A field's name on the wire, from its camelCase name in the China form: the global form calls two of them otherwise. */
export function wireField(name: string, spelling: WireSpelling): string {
  const spelled = spelling.form === "consumption" ? (globalNames.get(name) ?? name) : name;
  return spelling.casing === "pascal" ? spelled.slice(0, 1).toUpperCase() + spelled.slice(1) : spelled;
}

const globalNames: ReadonlyMap<string, string> = new Map([
  ["extendedCost", "cost"],
  ["accountOwnerId", "accountOwnerEmail"],
]);
