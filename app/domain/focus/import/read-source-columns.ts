/** The entries of our own JSON of source columns, when a file that was exported here comes back; nothing when the text is not that. */
export function readSourceColumns(text: string | null | undefined): readonly (readonly [string, string])[] {
  if (text === null || text === undefined || text === "") return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [["x_SourceColumns", text]];
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [["x_SourceColumns", text]];
  return Object.entries(value).map(([name, entry]: [string, unknown]) => [name, typeof entry === "string" ? entry : JSON.stringify(entry)]);
}
