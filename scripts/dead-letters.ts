import { parseArgs } from "node:util";
import { request } from "undici";
import { runCommand } from "./run-command";
import { runningStack } from "./running-stack";

/**
 * `npm run dead-letters -- list|replay`. Replay posts every letter that was never replayed to /ingest/AzureBillingDetail again, the oldest first;
 * one that fails again comes back as the same letter with the new reason. Output is one JSON line per letter, and a last one with the counts.
 */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const [command] = positionals;
  if (positionals.length !== 1 || (command !== "list" && command !== "replay")) {
    throw new RangeError(`Unknown command "${positionals.join(" ")}": say list or replay.`);
  }
  const { url, clickhouse } = runningStack();
  try {
    const result = await clickhouse.query({
      query: `SELECT letter_id, original, reason, failed_at FROM AzureBillingDetailDeadLetter FINAL
              WHERE replayed_at IS NULL ORDER BY failed_at, letter_id`,
      format: "JSONEachRow",
    });
    let replayed = 0;
    const letters = await result.json<Letter>();
    for (const letter of letters) {
      if (command === "replay") {
        await replay(url, clickhouse, letter);
        replayed += 1;
      }
      console.log(JSON.stringify({ ...letter, replayed: command === "replay" }));
    }
    console.log(JSON.stringify({ letters: letters.length, replayed }));
    return 0;
  } finally {
    await clickhouse.close();
  }
}

interface Letter {
  readonly letter_id: string;
  readonly original: string;
  readonly reason: string;
  readonly failed_at: string;
}

/** The mark has a version from before the request: a letter that fails again gets a later one, and is open again. */
async function replay(url: string, clickhouse: ReturnType<typeof runningStack>["clickhouse"], letter: Letter): Promise<void> {
  const now = new Date().toISOString();
  const mark = { ...letter, replayed_at: now, version: now };
  const response = await request(`${url}/ingest/AzureBillingDetail`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: letter.original,
  });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`Letter ${letter.letter_id} was not accepted (${response.statusCode}): ${text}`);
  await clickhouse.insert({
    table: "AzureBillingDetailDeadLetter",
    values: [mark],
    format: "JSONEachRow",
    clickhouse_settings: { date_time_input_format: "best_effort", async_insert: 0 },
  });
}

runCommand(main);
