import { listOf, memberOf, textOf, textOrNull, textsOf } from "../../api/read-value";

/** What a form asks for, made of the JSON Schema of a source's configuration. */
export type FormField =
  | { readonly kind: "group"; readonly members: readonly FormMember[] }
  /** One of several groups; `name` is the value of their member `kind`. */
  | { readonly kind: "choice"; readonly options: readonly FormOption[] }
  /** The name of a secret, and with it the value, which is sealed. */
  | { readonly kind: "secret" }
  | { readonly kind: "constant"; readonly value: unknown }
  | { readonly kind: "one-of"; readonly values: readonly string[] }
  | { readonly kind: "flag" }
  | { readonly kind: "number"; readonly isInteger: boolean }
  | { readonly kind: "text" }
  /** Texts, a line each. */
  | { readonly kind: "lines" }
  /** What has no form of its own: its JSON. */
  | { readonly kind: "json" };

export interface FormOption {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly group: FormField;
}

export interface FormMember {
  readonly name: string;
  readonly field: FormField;
  readonly isRequired: boolean;
  /** What it is called, and what it is, as the source says it in English. */
  readonly title: string;
  readonly description: string;
  /** What holds when the form says nothing; undefined when there is no such value. */
  readonly fallback: unknown;
}

/** The form of a schema. Whatever it does not know is asked for as JSON, so that no source is without a form. */
export function formFieldOf(schema: unknown): FormField {
  const constant = memberOf(schema, "const");
  if (constant !== undefined) return { kind: "constant", value: constant };
  const options = listOf(schema, "anyOf", (option) => ({
    name: kindOf(option),
    title: textOf(option, "title"),
    description: textOf(option, "description"),
    group: formFieldOf(option),
  }));
  if (options.length > 0)
    return options.every(({ name }) => name !== null) ? { kind: "choice", options: named(options) } : { kind: "json" };
  const values = textsOf(schema, "enum");
  if (values.length > 0) return { kind: "one-of", values };
  switch (textOf(schema, "type")) {
    case "string":
      return { kind: "text" };
    case "boolean":
      return { kind: "flag" };
    case "integer":
      return { kind: "number", isInteger: true };
    case "number":
      return { kind: "number", isInteger: false };
    case "array":
      return formFieldOf(memberOf(schema, "items")).kind === "text" ? { kind: "lines" } : { kind: "json" };
    case "object":
      return groupOf(schema);
    default:
      return { kind: "json" };
  }
}

function groupOf(schema: unknown): FormField {
  const properties = memberOf(schema, "properties");
  if (typeof properties !== "object" || properties === null) return { kind: "json" };
  const names = Object.keys(properties);
  if (names.length === 1 && names[0] === "env") return { kind: "secret" };
  const required = textsOf(schema, "required");
  const members = Object.entries(properties).map(
    ([name, member]): FormMember => ({
      name,
      field: formFieldOf(member),
      isRequired: required.includes(name),
      title: textOrNull(member, "title") ?? name,
      description: textOf(member, "description"),
      fallback: memberOf(member, "default"),
    }),
  );
  // What must be given stands first.
  return { kind: "group", members: [...members].sort((a, b) => rank(a) - rank(b)) };
}

function rank({ field, isRequired }: FormMember): number {
  return field.kind === "constant" ? 0 : isRequired ? 1 : 2;
}

function kindOf(option: unknown): string | null {
  const kind = memberOf(memberOf(memberOf(option, "properties"), "kind"), "const");
  return typeof kind === "string" ? kind : null;
}

function named(options: readonly (Omit<FormOption, "name"> & { readonly name: string | null })[]): readonly FormOption[] {
  return options.flatMap(({ name, title, ...option }) => (name === null ? [] : [{ ...option, name, title: title === "" ? name : title }]));
}
