/** The text that XML's entities and character references stand for; null when one of them is unknown, or a `&` begins none. */
export function unescapeXml(text: string): string | null {
  const unknown: string[] = [];
  const plain = text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));|&/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : null;
    const found = code === null ? entities.get(name ?? "") : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (found === undefined) unknown.push(whole);
    return found ?? "";
  });
  return unknown.length === 0 ? plain : null;
}

const entities: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);
