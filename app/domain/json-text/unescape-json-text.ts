/**
 * Undoes the escapes of the inside of a JSON text. An escape that JSON does not know, as in a Windows path `C:\data`, is kept as it stands
 * and reported; raw line breaks and other control characters are taken as they are.
 */
export function unescapeJsonText(inside: string): { readonly text: string; readonly broken: boolean } {
  if (!inside.includes("\\")) return { text: inside, broken: false };
  let broken = false;
  const text = inside.replace(/\\(u[0-9a-fA-F]{4}|[^])/g, (whole, escape: string) => {
    if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    const character = characters.get(escape);
    broken ||= character === undefined;
    return character ?? whole;
  });
  return { text, broken };
}

const characters: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
