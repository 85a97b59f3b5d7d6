/**
 * Members of answers whose rows the OpenAPI document leaves open, one by one and each checked. A member that is missing or of another kind is read as nothing:
 * the empty text, null, false, no items.
 */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

export function textOrNull(value: unknown, name: string): string | null {
  const member = memberOf(value, name);
  return typeof member === "string" ? member : null;
}

export function textOf(value: unknown, name: string): string {
  return textOrNull(value, name) ?? "";
}

/** A count as digits, whether the answer has it as a number or as text; null when it has none. */
export function countOf(value: unknown, name: string): string | null {
  const member = memberOf(value, name);
  return typeof member === "number" || typeof member === "string" ? String(member) : null;
}

export function flagOf(value: unknown, name: string): boolean {
  return memberOf(value, name) === true;
}

export function listOf<Item>(value: unknown, name: string, read: (item: unknown) => Item): readonly Item[] {
  const member = memberOf(value, name);
  return Array.isArray(member) ? member.map((item) => read(item)) : [];
}

export function textsOf(value: unknown, name: string): readonly string[] {
  return listOf(value, name, (item) => (typeof item === "string" ? item : ""));
}

/** `read` of a member that is there; null when it is null or missing. */
export function partOf<Part>(value: unknown, name: string, read: (part: unknown) => Part): Part | null {
  const member = memberOf(value, name);
  return member === null || member === undefined ? null : read(member);
}

/** A list as every answer of the API has one. */
export interface Listed<Row> {
  readonly data: readonly Row[];
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  /** `page` of the next page; null on the last one. */
  readonly next: string | null;
}

/** Reads an answer of which every row is read by `read`. */
export function listedOf<Row>(read: (row: unknown) => Row): (answer: object) => Listed<Row> {
  return (answer) => ({
    data: listOf(answer, "data", read),
    problems: listOf(answer, "problems", (problem) => ({ code: textOf(problem, "code"), message: textOf(problem, "message") })),
    next: textOrNull(memberOf(answer, "page"), "next"),
  });
}
