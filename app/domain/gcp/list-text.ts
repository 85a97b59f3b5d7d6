/** What is read of a label, a tag or a credit: of the fields of their records, those that have a value, as text. */
export type GcpEntry = Readonly<Partial<Record<(typeof entryFields)[number], string>>>;

const entryFields = ["key", "value", "amount", "full_name", "id", "name", "type"] as const;

/**
 * Reads a list of records as a row has it: JSON, which `TO_JSON_STRING` writes, one record without a list around it, or the literals that Python prints
 * (`[{'key': 'env', 'value': 'prod'}]`), which tools put into CSV. Numbers keep their digits. Null: it is none of these.
 */
export function readGcpList(text: string | null): readonly GcpEntry[] | null {
  if (text === null || isEmptyGcpList(text)) return nothing;
  const trimmed = text.trim();
  const json = isJson(trimmed) ? trimmed : toJson(trimmed);
  if (json === null || !isJson(json)) return null;
  const read: unknown = JSON.parse(quoteNumbers(json));
  const items: readonly unknown[] = Array.isArray(read) ? read : [read];
  const entries: GcpEntry[] = [];
  for (const item of items) {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return null;
    const fields = new Map(Object.entries(item).map(([name, value]: [string, unknown]) => [name.toLowerCase(), value]));
    const entry: Partial<Record<(typeof entryFields)[number], string>> = {};
    for (const name of entryFields) {
      const value = fields.get(name);
      if (value !== null && value !== undefined) entry[name] = typeof value === "string" ? value : JSON.stringify(value);
    }
    entries.push(entry);
  }
  return entries;
}

/** Whether a list has no records. */
export function isEmptyGcpList(text: string | null): boolean {
  return text === null || /^\s*(?:\[\s*\]|null|None)?\s*$/.test(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Numbers of a JSON text as texts, so that reading it rounds none. */
function quoteNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (token.startsWith('"') ? token : `"${token}"`));
}

/** Python's literals as JSON; null where a text does not end. */
function toJson(python: string): string | null {
  let json = "";
  for (let at = 0; at < python.length; ) {
    const [word = ""] = /^(?:None|True|False)\b/.exec(python.slice(at, at + 6)) ?? [];
    if (word !== "") {
      json += word === "None" ? "null" : word.toLowerCase();
      at += word.length;
      continue;
    }
    const quote = python[at] ?? "";
    if (quote !== "'" && quote !== '"') {
      json += quote;
      at += 1;
      continue;
    }
    let value = "";
    for (at += 1; python[at] !== quote; at += 1) {
      if (at >= python.length) return null;
      if (python[at] === "\\") at += 1;
      value += python[at] ?? "";
    }
    at += 1;
    json += JSON.stringify(value);
  }
  return json;
}

const nothing: readonly GcpEntry[] = [];
