import type { QueryRequest } from "./query-request";
import type { ServerUser } from "./read-users";

/** The `readonly` level that user and method impose before the request's own settings: the profile's, or 2 for GET, or 0. */
export function imposedReadonly(request: QueryRequest, user: ServerUser): string {
  const profile = user.settings.get("readonly") ?? "0";
  return profile === "0" && request.isGet ? "2" : profile;
}
