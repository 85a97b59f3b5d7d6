import { memberOf, textOf, textsOf } from "../../api/read-value";
import type { FormField } from "./form-field";

/**
 * What a form says: texts by the path of their field, as the API names it in faults (`storage.bucket`). The chosen option of a choice stands at its path, a
 * secret's name at `….env`, and a secret's value at `….env=`: nothing but the form ever has that.
 */
export type FormDraft = ReadonlyMap<string, string>;

export const pathOf = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

/** What of a draft could not be written as JSON, by path. */
export class UnreadableField extends Error {
  override readonly name = "UnreadableField";

  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/** The value that a draft says; undefined when it says nothing. Throws UnreadableField. Whether the value is right, the API decides. */
export function valueOf(field: FormField, draft: FormDraft, path: string): unknown {
  const text = draft.get(path) ?? "";
  switch (field.kind) {
    case "constant":
      return field.value;
    case "group": {
      const members = field.members.map(({ name, field: member }) => [name, valueOf(member, draft, pathOf(path, name))] as const);
      const said = members.filter(([, value]) => value !== undefined);
      const isEmpty = said.every(([name]) => field.members.find((member) => member.name === name)?.field.kind === "constant");
      return isEmpty && path !== "" && !hasOnlyConstants(field) ? undefined : Object.fromEntries(said);
    }
    case "choice": {
      const option = field.options.find(({ name }) => name === text);
      if (option === undefined) return undefined;
      return valueOf(option.group, draft, path) ?? { kind: option.name };
    }
    case "secret": {
      const name = draft.get(`${path}.env`)?.trim() ?? "";
      return name === "" ? undefined : { env: name };
    }
    case "flag":
      return text === "" ? undefined : text === "true";
    case "number":
      if (text.trim() === "") return undefined;
      // What is no number is sent as it is: the API says what it must be.
      return /^-?\d+(\.\d+)?$/.test(text.trim()) ? parsed(path, text) : text;
    case "lines": {
      const lines = text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "");
      return lines.length === 0 ? undefined : lines;
    }
    case "json":
      return text.trim() === "" ? undefined : parsed(path, text);
    case "one-of":
    case "text":
      return text.trim() === "" ? undefined : text.trim();
  }
}

function hasOnlyConstants(field: FormField): boolean {
  return field.kind === "group" && field.members.every((member) => member.field.kind === "constant");
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UnreadableField(path, error instanceof Error ? error.message : String(error));
  }
}

/** Secrets whose values the draft has, by name: what is to be sealed. */
export function sealedValues(draft: FormDraft): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [path, value] of draft) {
    const name = path.endsWith(".env=") ? (draft.get(path.slice(0, -1))?.trim() ?? "") : "";
    if (name !== "" && value !== "") found[name] = value;
  }
  return found;
}

/** The draft that says a value: what `valueOf` makes of it is that value again. */
export function draftOf(field: FormField, value: unknown, path = ""): FormDraft {
  if (value === undefined || value === null) return new Map();
  switch (field.kind) {
    case "constant":
      return new Map();
    case "group":
      return new Map(
        field.members.flatMap((member) => [...draftOf(member.field, memberOf(value, member.name), pathOf(path, member.name))]),
      );
    case "choice": {
      const name = textOf(value, "kind");
      const option = field.options.find((one) => one.name === name);
      return option === undefined ? new Map() : new Map([[path, name], ...draftOf(option.group, value, path)]);
    }
    case "secret":
      return new Map([[`${path}.env`, textOf(value, "env")]]);
    case "lines":
      return new Map([[path, textsOf({ value }, "value").join("\n")]]);
    case "flag":
    case "number":
    case "one-of":
    case "text":
      return new Map([[path, typeof value === "string" ? value : JSON.stringify(value)]]);
    case "json":
      return new Map([[path, JSON.stringify(value, null, 2)]]);
  }
}
