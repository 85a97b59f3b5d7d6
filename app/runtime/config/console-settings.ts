import { z } from "zod";

/** docs/configuration.md is made of the descriptions. */
export const consoleEnvironment = z.object({
  AZURE_BILLING_CONSOLES: z
    .string()
    .regex(
      /^\s*[a-z-]+=https?:\/\/[^\s,@]+(?:\s*,\s*[a-z-]+=https?:\/\/[^\s,@]+)*\s*$/,
      "must be component=address, separated by commas, such as temporal=https://temporal.corp:8080; an address has no user and no password",
    )
    .optional()
    .describe(
      "Addresses of the components' own pages, which `GET /operations/components` shows to operators: `clickhouse=https://ch.corp/play,temporal=https://temporal.corp:8080`",
    ),
});

/** The address of each component's own page, by the component's name. An unusable setting is an empty map: pages are a convenience. */
export function readConsoles(env: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> {
  const reading = consoleEnvironment.safeParse({ AZURE_BILLING_CONSOLES: env["AZURE_BILLING_CONSOLES"] || undefined });
  const text = reading.success ? (reading.data.AZURE_BILLING_CONSOLES ?? "") : "";
  return new Map(
    text
      .split(",")
      .map((pair) => pair.trim())
      .filter((pair) => pair !== "")
      .map((pair): readonly [string, string] => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}

/** The addresses in this process's environment. */
export function processConsoles(): ReadonlyMap<string, string> {
  return readConsoles(process.env);
}
