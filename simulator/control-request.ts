import { z } from "zod";
import { faultNames } from "./fault-name";

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be YYYY-MM");
const whole = z.number().int().min(0);

/** Bodies of the control interface: `POST /simulator/restate` and `POST /simulator/faults`. */
export const controlRequest = {
  restate: z.object({ enrollment: z.string(), month, revision: whole.max(50).optional(), throughDay: whole.max(31).optional() }).strict(),
  faults: z.array(
    z.object({ name: z.enum(faultNames), page: whole.optional(), nth: whole.min(1).optional(), times: whole.optional() }).strict(),
  ),
} as const;
