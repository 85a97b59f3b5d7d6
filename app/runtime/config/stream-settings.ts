import { z } from "zod";
import { SettingsError } from "./settings-error";

/** docs/configuration.md is made of the descriptions. */
export const streamEnvironment = z.object({
  AZURE_BILLING_STREAM_PARTITIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(128)
    .default(1)
    .describe(
      "Partitions of the topic of posted records on their way to ClickHouse, each of which one worker of one instance stores ([several instances](operate.md#several-instances)). It can be raised later, not lowered",
    ),
});

/**
 * Partitions of the stream of blocks.
 * @throws {SettingsError} it is no number of partitions
 */
export function readStreamPartitions(env: Readonly<Record<string, string | undefined>>): number {
  const given = env["AZURE_BILLING_STREAM_PARTITIONS"];
  const reading = streamEnvironment.safeParse({ AZURE_BILLING_STREAM_PARTITIONS: given === "" ? undefined : given });
  if (!reading.success) throw new SettingsError(["AZURE_BILLING_STREAM_PARTITIONS must be a whole number from 1 to 128"]);
  return reading.data.AZURE_BILLING_STREAM_PARTITIONS;
}

/** Those of this process's environment. */
export function processStreamPartitions(): number {
  return readStreamPartitions(process.env);
}
