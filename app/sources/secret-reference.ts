import { z } from "zod";

/** A field of a configuration that names a secret, and never has it. */
export const secretReference = z
  .object({
    env: z
      .string()
      .min(1, "is empty")
      .describe("Name: of the secret, ABI_SECRET_… : a variable of the environment, or a value that is sealed with the connection"),
  })
  .strict();
