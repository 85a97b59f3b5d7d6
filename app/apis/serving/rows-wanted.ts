import type { ApiRequest } from "./api-request";

/** How many rows a list without pages has: in JSON the caller's limit, and in a file, which takes no limit, as many as one answer may have. */
export function rowsWanted(request: ApiRequest, limit: number): number {
  return request.allRows === undefined ? limit : mostRows;
}

const mostRows = 10_000;
