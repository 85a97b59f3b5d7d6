import { z } from "zod";

const processes = z.object({ typescript: z.number(), engine: z.number() });

/** What whoever reads the month writes as its last line: times from the first request until the month can be asked for, libraries loaded before. */
export const figures = z.object({
  rows: z.number().int(),
  /** The month's cost as the store adds it up, in its own spelling. */
  total: z.string(),
  seconds: z.number().positive(),
  /** Of all processes except the simulator. */
  cpuSeconds: z.number().positive(),
  /** The most memory that these processes had, in MB. */
  peakMb: z.number().positive(),
  /** The same `cpuSeconds` by what they were spent on and by which process, for who publishes the month; null for who only loads it. */
  stages: z.object({ reading: processes, sealing: processes }).nullable().default(null),
});

export type Figures = z.infer<typeof figures>;
