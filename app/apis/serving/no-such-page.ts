import { ApiError } from "./api-error";

/** The 400 for a page parameter that no answer gave out. */
export function noSuchPage(): ApiError {
  return new ApiError("bad-parameter", "page is no place in this list", { parameter: "page", allowed: ["page.next of the answer before"] });
}
