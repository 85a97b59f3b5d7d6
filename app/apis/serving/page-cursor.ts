import { ApiError } from "./api-error";

/**
 * The `page` parameter: where the last page ended, by the values of its last row's order columns. Opaque to callers and worth nothing to forgers: what
 * comes back is bound as values, and row access does not depend on it. Its pattern for typia: `^[A-Za-z0-9_-]{1,2000}$`.
 */
export const pageCursor = {
  write,

  /** Where a page of at most `limit` rows ended; null when it is the last: it has fewer. */
  next: <Row>(rows: readonly Row[], limit: number, placeOf: (last: Row) => readonly string[]): string | null => {
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return last === undefined ? null : write(placeOf(last));
  },

  /** The values, exactly as many as the order has columns. Throws the 400. */
  read: (text: string, columns: number): readonly string[] => {
    const values = parse(text);
    if (values?.length === columns) return values;
    throw noSuchPage();
  },
} as const;

function write(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

function parse(text: string): readonly string[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return Array.isArray(value) && value.every((one): one is string => typeof one === "string") ? value : null;
  } catch {
    return null;
  }
}

/** The 400 for a page parameter that no answer gave out. */
export function noSuchPage(): ApiError {
  return new ApiError("bad-parameter", "page is not a cursor of this list", {
    parameter: "page",
    allowed: ["page.next of the previous answer"],
  });
}
