import type { z } from "zod";
import { faultSentence, schemaFaults } from "../../domain/text/schema-faults";
import { ApiError } from "./api-error";

/** The 400 for a body that its schema rejects: what is wrong and where, the first place by itself, and what would be right there. */
export function badBody(error: z.ZodError, schema: z.ZodTypeAny, body: unknown): ApiError {
  const faults = schemaFaults(error, schema, body, "member").slice(0, 5);
  const [first] = faults;
  const parameter = first?.path ?? "";
  return new ApiError("bad-body", faults.map(faultSentence).join("; "), {
    parameter,
    allowed: first?.allowed ?? faults.map((fault) => (fault.path === parameter ? fault.message : faultSentence(fault))),
  });
}
