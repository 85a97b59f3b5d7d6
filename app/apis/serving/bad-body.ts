import type { z } from "zod";
import { ApiError } from "./api-error";

/** The 400 for a body that its schema rejects: the place of the first fault, and what is wrong there and elsewhere. */
export function badBody({ issues }: z.ZodError): ApiError {
  const [first] = issues;
  const parameter = first?.path.join(".") ?? "";
  const told = issues
    .slice(0, 5)
    .map(({ path, message }) => (path.join(".") === parameter || path.length === 0 ? message : `${path.join(".")}: ${message}`));
  const allowed = first?.code === "invalid_enum_value" ? first.options.map(String) : told;
  return new ApiError("bad-body", "The request body is not valid", { parameter, allowed });
}
