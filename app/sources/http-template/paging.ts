import { z } from "zod";
import { resolveNextLink } from "../http/next-link";
import { atJsonPointer } from "../json/json-pointer";
import { SourceError } from "../source-error";
import { jsonPointer, textOf } from "./map-row";

const name = (what: string) =>
  z
    .string()
    .regex(/^[\w.$[\]-]{1,80}$/, "must be a parameter name")
    .describe(what);
const sizeParameter = name("Size parameter: of the query, that takes the rows of a page").optional();
const size = z.number().int().min(1).max(100_000).default(1000).describe("Size: rows of a page");
const hasMore = jsonPointer
  .optional()
  .describe("More follows: pointer to true or false in the answer; without it, pages end with one that has no rows");

/** How one page leads to the next. */
export const paging = z.discriminatedUnion("kind", [
  z
    .object({ kind: z.literal("none") })
    .strict()
    .describe("One page: an answer has all rows"),
  z
    .object({ kind: z.literal("next-link"), pointer: jsonPointer.describe("Pointer: to the address in the answer, /nextLink") })
    .strict()
    .describe("Next link: an address in the answer, absolute or relative; it is followed on the same host only"),
  z
    .object({ kind: z.literal("link-header") })
    .strict()
    .describe('Link header: Link: <…>; rel="next", as RFC 8288 says'),
  z
    .object({
      kind: z.literal("cursor"),
      pointer: jsonPointer.describe("Pointer: to the text in the answer, /next_page"),
      parameter: name("Parameter: of the query, that takes the text"),
      hasMore,
    })
    .strict()
    .describe("Cursor: a text in the answer that is sent back"),
  z
    .object({ kind: z.literal("offset"), parameter: name("Parameter: of the query, that takes the offset"), sizeParameter, size, hasMore })
    .strict()
    .describe("Offset: how many rows to leave out"),
  z
    .object({
      kind: z.literal("page"),
      parameter: name("Parameter: of the query, that takes the number"),
      first: z.number().int().min(0).max(1).default(1).describe("First: the number of the first page"),
      sizeParameter,
      size,
      hasMore,
    })
    .strict()
    .describe("Page number: counted up"),
]);

export type Paging = z.infer<typeof paging>;

/** The address of the first page. */
export function firstPage(paging: Paging, url: URL): URL {
  const first = new URL(url);
  if ((paging.kind === "offset" || paging.kind === "page") && paging.sizeParameter !== undefined)
    first.searchParams.set(paging.sizeParameter, String(paging.size));
  if (paging.kind === "offset") first.searchParams.set(paging.parameter, "0");
  if (paging.kind === "page") first.searchParams.set(paging.parameter, String(paging.first));
  return first;
}

/** What is known of a page that was read. */
export interface ReadPage {
  readonly url: URL;
  /** Parsed, with its numbers as digits. */
  readonly document: unknown;
  readonly linkHeader: string;
  readonly rows: number;
}

/**
 * The address of the page after this one; null after the last.
 * @throws SourceError `untrusted-link`, `malformed`: the answer leads elsewhere, or does not say what it should
 */
export function nextPage(paging: Paging, base: URL, { url, document, linkHeader, rows }: ReadPage): URL | null {
  switch (paging.kind) {
    case "none":
      return null;
    case "next-link": {
      const link = atJsonPointer(document, paging.pointer);
      if (link === undefined || link === null || link === "") return null;
      if (typeof link !== "string")
        throw new SourceError("malformed", `the next link at ${paging.pointer} is no text`, { code: "next-link" });
      return follow(link, url, base);
    }
    case "link-header": {
      const link = nextOfHeader(linkHeader);
      return link === null ? null : follow(link, url, base);
    }
    case "cursor": {
      const cursor = textOf(atJsonPointer(document, paging.pointer));
      const more = saysMore(paging.hasMore, document);
      if (more === false || (more === null && (cursor === null || cursor === ""))) return null;
      if (cursor === null || cursor === "")
        throw new SourceError("malformed", `${paging.hasMore ?? ""} says that more follows, and there is no cursor at ${paging.pointer}`, {
          code: "cursor",
        });
      return withParameter(url, paging.parameter, cursor);
    }
    case "offset":
      if (!(saysMore(paging.hasMore, document) ?? rows > 0)) return null;
      return withParameter(url, paging.parameter, String(Number(url.searchParams.get(paging.parameter)) + rows));
    case "page":
      if (!(saysMore(paging.hasMore, document) ?? rows > 0)) return null;
      return withParameter(url, paging.parameter, String(Number(url.searchParams.get(paging.parameter)) + 1));
  }
}

/** A link of a server, if it may be followed. @throws SourceError `untrusted-link` it may not */
export function follow(link: string, current: URL, base: URL): URL {
  const next = resolveNextLink(link, current, base, "/");
  if (next.ok) return next.url;
  throw new SourceError("untrusted-link", `the link to the next page is not followed: ${next.reason}. No credential was sent there`);
}

function saysMore(pointer: string | undefined, document: unknown): boolean | null {
  if (pointer === undefined) return null;
  const said = atJsonPointer(document, pointer);
  if (typeof said === "boolean") return said;
  throw new SourceError("malformed", `${pointer} does not say true or false, whether more follows`, { code: "has-more" });
}

function withParameter(url: URL, parameter: string, value: string): URL {
  const next = new URL(url);
  next.searchParams.set(parameter, value);
  return next;
}

/** The target whose relations have `next` among them. A comma stands between links, and in addresses too. */
function nextOfHeader(header: string): string | null {
  for (const [, target = "", parameters = ""] of header.matchAll(/<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/g)) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i.exec(parameters);
    if ((relation?.[1] ?? relation?.[2] ?? "").toLowerCase().split(/\s+/).includes("next")) return target;
  }
  return null;
}
