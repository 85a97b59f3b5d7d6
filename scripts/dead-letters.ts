import { parseArgs } from "node:util";
import { compileApplicationTags } from "../app/domain/resource-tracking/compile-application-tags";
import { contextsByCurrency } from "../app/ingest/contexts-by-currency";
import { readWaitingLetters, replayDeadLetters } from "../app/ingest/replay-dead-letters";
import { loadApplicationTags } from "../app/runtime/moose/follow-application-tags";
import { processSettings } from "../app/runtime/config/process-settings";
import { runCommand } from "./run-command";
import { runningStack } from "./running-stack";

const help = `Lists or replays posted records that did not become a charge.

  npm run dead-letters -- list [--account NAME]
  npm run dead-letters -- replay [--account NAME]

  replay processes the waiting dead letters again, with the current rules. A record that fails again stays a dead letter, with the new
  reason. A charge is counted once, however often it is replayed. In a terminal the output is text; elsewhere it is one JSON line for each dead letter
  and a last line with the counts.
  Exit codes: 0 done (even if dead letters remain), 1 failed, 2 invalid command.
`;

async function main(): Promise<number> {
  const options = { account: { type: "string" }, help: { type: "boolean", default: false } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [command] = positionals;
  if (positionals.length !== 1 || (command !== "list" && command !== "replay")) {
    throw new RangeError(`Unknown command "${positionals.join(" ")}"; use list or replay.`);
  }
  const { clickhouse } = runningStack();
  const account = values.account ?? null;
  const isTerminal = process.stdout.isTTY;
  try {
    if (command === "list") {
      let letters = 0;
      for await (const page of readWaitingLetters(clickhouse, account)) {
        letters += page.length;
        for (const letter of page) {
          const line = `${letter.failed_at}  ${letter.letter_id.slice(0, 8)}  ${letter.reason}\n${" ".repeat(25)}${letter.original.slice(0, 200)}`;
          console.log(isTerminal ? line : JSON.stringify(letter));
        }
      }
      console.log(isTerminal ? `${letters} dead letters are waiting` : JSON.stringify({ letters }));
      return 0;
    }
    const { taxRate, matchOrder } = processSettings();
    const { matcher } = compileApplicationTags(await loadApplicationTags(clickhouse), matchOrder);
    let [charges, still] = [0, 0];
    for await (const page of replayDeadLetters(clickhouse, account, contextsByCurrency(matcher, taxRate))) {
      for (const letter of page) {
        if (letter.outcome === "charge") charges += 1;
        else still += 1;
        const line = `${letter.letter_id.slice(0, 8)}  ${letter.outcome === "charge" ? "became a charge" : `still a dead letter: ${letter.reason}`}`;
        console.log(isTerminal ? line : JSON.stringify(letter));
      }
    }
    const counts = { letters: charges + still, charges, still_letters: still };
    console.log(
      isTerminal
        ? `${counts.letters} dead letters replayed: ${charges} became charges, ${still} are still dead letters`
        : JSON.stringify(counts),
    );
    return 0;
  } finally {
    await clickhouse.close();
  }
}

runCommand(main);
