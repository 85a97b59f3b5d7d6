import { parseArgs } from "node:util";
import type { SimulatorOptions } from "./simulator-options";

/** The command line understood, or everything that is wrong with it. */
export type Arguments = { readonly options: SimulatorOptions } | { readonly help: string } | { readonly problems: readonly string[] };

const help = `Serves a simulated Azure EA enrollment on this machine, with exact totals. Ctrl-C stops it.

  npx tsx simulator/main.ts [--port 4100] [--rows 100000] [--months 3] ...

  --port N          port to listen on (4100)
  --rows N          rows per full month (100000; up to 50 million)
  --months N        number of months, including the open one (3)
  --page-size N     rows per page (1000)
  --latency N       milliseconds before each answer (0)
  --seed N          seed of the random bill (42)
  --enrollment N    enrollment number, or several separated by commas (100100)
  --key TEXT        API key to accept (simulator-key)
  --today DATE      YYYY-MM-DD; its month is open through the day before (the machine's day, UTC)
  --late-every N    every Nth charge is usage of the last day of the month before (0: none)
  --repeat-page N   page N shows the rows of the page before it once more (0: none)
  --marketplace N   marketplace charges of the balance that are not among the rows (those of its rows)
  --schema WORD     legacy, actual or amortized: EA usage details, or a data set of Cost Management (legacy)
  --casing WORD     camel or pascal field names (camel)

  Totals: GET /simulator/oracle?enrollment=100100&month=YYYY-MM. Restatements: POST /simulator/restate. Faults: POST /simulator/faults.
`;

/** Reads the command line; `today` is what the machine's calendar says. */
export function readArguments(argv: readonly string[], today: string): Arguments {
  let values: Record<string, string | boolean | undefined>;
  try {
    const text = { type: "string" } as const;
    const options = {
      port: text,
      rows: text,
      months: text,
      "page-size": text,
      latency: text,
      seed: text,
      enrollment: text,
      key: text,
      today: text,
      casing: text,
      schema: text,
      "late-every": text,
      "repeat-page": text,
      marketplace: text,
      help: { type: "boolean" },
    } as const;
    values = parseArgs({ args: [...argv], options, strict: true }).values;
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
  if (values["help"] === true) return { help };
  const problems: string[] = [];
  const whole = (name: string, fallback: number, low: number, high: number): number => {
    const text = values[name];
    if (typeof text !== "string") return fallback;
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= low && number <= high) return number;
    problems.push(`--${name} must be a whole number from ${low} to ${high}, got ${JSON.stringify(text)}`);
    return fallback;
  };
  const word = (name: string, fallback: string, pattern: RegExp, rule: string): string => {
    const text = values[name];
    if (typeof text !== "string") return fallback;
    if (!pattern.test(text)) problems.push(`--${name} must be ${rule}, got ${JSON.stringify(text)}`);
    return text;
  };
  const rows = whole("rows", 100_000, 0, 50_000_000);
  const key = word("key", "simulator-key", /^[\x21-\x7e]+$/, "text without spaces");
  const numbers = word("enrollment", "100100", /^[\w-]+(,[\w-]+)*$/, "letters, digits and dashes, separated by commas").split(",");
  const schema = word("schema", "legacy", /^(legacy|actual|amortized)$/, "legacy, actual or amortized");
  const marketplace = word("marketplace", "", /^\d{1,12}(\.\d{1,12})?$/, "an amount, such as 12.5");
  const options: SimulatorOptions = {
    seed: whole("seed", 42, 0, 4_294_967_295),
    enrollments: numbers.map((number) => ({ number, key, rows })),
    today: word("today", today, /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "a date, YYYY-MM-DD"),
    months: whole("months", 3, 1, 36),
    port: whole("port", 4100, 0, 65_535),
    pageSize: whole("page-size", 1000, 1, 50_000),
    latencyMs: whole("latency", 0, 0, 600_000),
    lateEvery: whole("late-every", 0, 0, 1_000_000),
    repeatPage: whole("repeat-page", 0, 0, 1_000_000),
    ...(marketplace === "" ? {} : { marketplace }),
    schema: schema === "actual" || schema === "amortized" ? schema : "legacy",
    casing: word("casing", "camel", /^(camel|pascal)$/, "camel or pascal") === "pascal" ? "pascal" : "camel",
  };
  return problems.length > 0 ? { problems } : { options };
}
