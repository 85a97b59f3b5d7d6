import { z } from "zod";

/** A field of sources that list files in a folder. A file that is being written grows meanwhile: then reading finds another one than was listed. */
export const settleSeconds = z
  .number()
  .min(0)
  .max(600)
  .default(2)
  .describe("Seconds to settle: of a folder, for how long no file may grow after it was listed");
