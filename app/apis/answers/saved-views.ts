import { z } from "zod";
import { accountKeys } from "../../domain/access/is-account-id";
import { readMomentWord } from "../../domain/calendar/moment-words";
import { splitPair, splitQuoted } from "../../domain/cost/quoted-text";
import type { Caller } from "../../domain/access/caller";
import type { ApiRequest, PinnedSnapshot } from "../serving/api-request";
import type { StoredView } from "../serving/saved-view-store";
import { costQuery } from "../cost-questions/cost-query";

/** A question that can be saved: an API with its parameters, as in a URL, or the body of POST /query. */
export const savedQuestion = z.union([
  z
    .object({
      endpoint: z.string().regex(/^[a-z][a-z-]{1,40}$/, "is the name of an API, such as costs"),
      parameters: z.record(z.string().max(2000)).default({}),
    })
    .strict(),
  z.object({ endpoint: z.literal("query"), body: z.record(z.unknown()) }).strict(),
]);
export type SavedQuestion = z.infer<typeof savedQuestion>;

/** The question of one day: words such as `last-month` for the months and days that they stand for, in `month`, `from` and `to`. */
export function questionOn(question: SavedQuestion, now: Date): SavedQuestion {
  const dated = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value | string> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        /^(?:month|from|to)$/.test(name) && typeof value === "string" ? readMomentWord(value, now) : value,
      ]),
    );
  if (!("body" in question)) return { ...question, parameters: dated(question.parameters) };
  const { timeRange } = question.body;
  const isRange = typeof timeRange === "object" && timeRange !== null;
  return isRange ? { ...question, body: { ...question.body, timeRange: dated({ ...timeRange }) } } : question;
}

/** A view as its readers see it. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly isOwn: boolean;
  readonly shared: boolean;
  readonly question: SavedQuestion;
  /** Of the caller's accounts; null when it follows what is published. */
  readonly pinned: readonly PinnedSnapshot[] | null;
  /** RFC 3339. */
  readonly savedAt: string;
}

/** The views that a caller may see, by name, or the one of an id: their own, and those that are shared and name no billing account that is not theirs. */
export async function readSavedViews(request: Asking, id?: string): Promise<readonly SavedView[]> {
  return (await request.views.read(id)).flatMap((stored) => toView(stored, request));
}

type Asking = Pick<ApiRequest, "views" | "caller" | "now">;

const storedSnapshots = z.array(z.object({ account: z.string(), period: z.string(), snapshot: z.string() }));

/** Nothing for a view that the caller must not see, and for one that an earlier version has stored in a form that is not known any more. */
function toView(stored: StoredView, { caller, now }: Asking): readonly SavedView[] {
  const { id, name, owner, isOwn, shared, pinned, savedAt } = stored;
  const question = savedQuestion.safeParse(JSON.parse(stored.question));
  const named = question.success ? accountsNamed(questionOn(question.data, now)) : null;
  if (!question.success || named === null) return [];
  if (!isOwn && !named.every((account) => sees(caller, account))) return [];
  const snapshots = pinned === "" ? null : storedSnapshots.parse(JSON.parse(pinned)).filter(({ account }) => sees(caller, account));
  return [{ id, name, owner, isOwn, shared, question: question.data, pinned: snapshots, savedAt }];
}

/** What a question names as a billing account, as it is written: a caller of some accounts does not see a view that lists several. Null for a body that is not a valid question any more. */
function accountsNamed(question: SavedQuestion): readonly string[] | null {
  if ("body" in question) {
    const body = costQuery.safeParse(question.body);
    if (!body.success) return null;
    return body.data.filters
      .filter(({ field }) => field.kind === "dimension" && field.name === "billing_account")
      .flatMap(({ values }) => values);
  }
  return Object.entries(question.parameters).flatMap(([name, value]) =>
    name.includes("account") ? [value] : pairParameters.has(name) ? accountsInPairs(value) : [],
  );
}

/** Parameters of costs that take `billing_account:100` beside other dimensions (cost-filter-params.ts). */
const pairParameters: ReadonlySet<string> = new Set(["exclude", "contains", "starts_with"]);

function accountsInPairs(text: string): readonly string[] {
  return splitQuoted(text).flatMap((item) => {
    const pair = splitPair(item);
    return pair?.key === "billing_account" ? [pair.value] : [];
  });
}

function sees({ accounts }: Caller, id: string): boolean {
  return accounts === "all" || accounts.some((granted) => accountKeys(granted).some((key) => accountKeys(id).includes(key)));
}
