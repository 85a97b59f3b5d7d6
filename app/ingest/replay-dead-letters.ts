import { toAccountId } from "../domain/access/is-account-id";
import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import { writeRows } from "../runtime/clickhouse/write-rows";
import { isRecord } from "./pack-records";
import { writeAzureBillingDetail } from "./write-azure-billing-detail";

/** A dead letter that was never replayed. */
export interface WaitingLetter {
  readonly letter_id: string;
  readonly original: string;
  readonly reason: string;
  readonly failed_at: string;
}

/** A dead letter and its outcome; `reason` is the new one when it is still a dead letter. */
export interface ReplayedLetter extends WaitingLetter {
  readonly outcome: "charge" | "letter";
}

/** Waiting dead letters, oldest first, up to a thousand at a time; those of an enrollment, in any spelling, or all. */
export async function* readWaitingLetters(client: MooseClient, enrollment: string | null): AsyncGenerator<readonly WaitingLetter[]> {
  for (let after: Pick<WaitingLetter, "failed_at" | "letter_id"> = { failed_at: "1970-01-01 00:00:00.000", letter_id: "" }; ; ) {
    const result = await client.query({
      query: `SELECT letter_id, original, reason, toString(failed_at, 'UTC') AS failed_at
              FROM AzureBillingDetailDeadLetter AS d FINAL
              WHERE d.replayed_at IS NULL
                AND (d.failed_at, d.letter_id) > (toDateTime64({at:String}, 3, 'UTC'), {id:String})
              ORDER BY d.failed_at, d.letter_id LIMIT 1000`,
      query_params: { at: after.failed_at, id: after.letter_id },
      format: "JSONEachRow",
    });
    const letters = await result.json<WaitingLetter>();
    const last = letters.at(-1);
    if (last === undefined) return;
    const wanted = enrollment === null ? letters : letters.filter(({ original }) => accountOf(original) === toAccountId(enrollment));
    if (wanted.length > 0) yield wanted;
    after = last;
  }
}

/** The account named in a dead letter; null when it names none. */
function accountOf(original: string): string | null {
  const record: unknown = JSON.parse(original);
  return isRecord(record) && typeof record.enrollment === "string" ? toAccountId(record.enrollment) : null;
}

/**
 * Makes charges of the waiting dead letters with the current rules. One that fails again stays a dead letter with the new reason. A charge is stored before
 * its dead letter is marked, and counts once, even after an interrupted replay or two at a time.
 */
export async function* replayDeadLetters(
  client: MooseClient,
  enrollment: string | null,
  contextOf: (currency: string) => EnrichmentContext,
): AsyncGenerator<readonly ReplayedLetter[]> {
  const seen = new Set<string>();
  for await (const page of readWaitingLetters(client, enrollment)) {
    // One that failed again is at the end of the list once more.
    const letters = page.filter(({ letter_id }) => !seen.has(letter_id));
    if (letters.length === 0) return;
    const records = letters.flatMap((letter) => {
      seen.add(letter.letter_id);
      const record: unknown = JSON.parse(letter.original);
      return isRecord(record) ? [{ letter, record }] : [];
    });
    const written = await writeAzureBillingDetail(
      client,
      records.map(({ record }) => record),
      contextOf,
    );
    const reasons = new Map<unknown, string>(written.letters.map(({ record, reason }) => [record, reason]));
    const stored = new Set<unknown>(written.charges);
    const recordOf = new Map(records.map(({ letter, record }) => [letter, record]));
    const now = new Date().toISOString();
    const marks = letters.filter((letter) => stored.has(recordOf.get(letter)));
    await writeRows(
      client,
      "AzureBillingDetailDeadLetter",
      marks.map((letter) => ({ ...letter, replayed_at: now, version: now })),
    );
    yield letters.map((letter): ReplayedLetter => {
      const record = recordOf.get(letter);
      if (stored.has(record)) return { ...letter, outcome: "charge" };
      return { ...letter, outcome: "letter", reason: reasons.get(record) ?? letter.reason };
    });
  }
}
