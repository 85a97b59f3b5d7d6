import { z } from "zod";
import { includesRole } from "../../domain/access/caller";
import { costQuery } from "../cost-questions/cost-query";
import { answerQuery } from "../cost-questions/answer-query";
import type { Answer } from "../serving/answer";
import { ApiError, noSuch } from "../serving/api-error";
import type { ApiRequest, PinnedSnapshot } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { askApi } from "../serving/serve-api";
import { badBody } from "../serving/bad-body";
import { SqlText } from "../serving/sql-text";
import { questionOn, readSavedViews, type SavedQuestion, savedQuestion, type SavedView } from "./saved-views";

const id = z.string().regex(/^[0-9a-f-]{8,40}$/, "is the id of a view");

/** The body of POST /views. */
export const viewOperation = z.discriminatedUnion("operation", [
  z.object({ operation: z.literal("list") }).strict(),
  z
    .object({
      operation: z.literal("save"),
      id: id.optional().describe("Of a view of your own, which this one replaces"),
      name: z.string().min(1).max(100),
      question: savedQuestion,
      shared: z
        .boolean()
        .default(false)
        .describe("Whether every caller sees the question; the answer is always made with the reader's own rights"),
      pin: z.boolean().default(false).describe("Whether it speaks of the snapshots that are published now, also when they are replaced"),
    })
    .strict(),
  z
    .object({
      operation: z.literal("run"),
      id,
      page: z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,2000}$/, "is page.next of the previous answer")
        .optional(),
    })
    .strict(),
  z.object({ operation: z.literal("remove"), id }).strict(),
]);
type ViewOperation = z.infer<typeof viewOperation>;

/** A view, as it is listed. */
interface ViewRow {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** Whether the caller may change it. */
  readonly own: boolean;
  readonly shared: boolean;
  readonly question: SavedQuestion;
  /** The snapshots of the caller's accounts that it is pinned to; null: it follows what is published. */
  readonly pinned_to:
    | readonly { readonly billing_account_id: string; readonly billing_period: string; readonly snapshot_id: string }[]
    | null;
  readonly saved_at: string;
}

/** Lists, saves, runs and removes views. A run answers as the endpoint does, with the rights of whoever asks. Throws ApiError. */
export async function answerViewOperation(asked: ViewOperation, request: ApiRequest): Promise<object> {
  switch (asked.operation) {
    case "list":
      return answerOfViews(await readSavedViews(request));
    case "save":
      return save(asked, request);
    case "run":
      return askView(await seenView(asked.id, request), asked.page, request);
    case "remove": {
      const view = await seenView(asked.id, request);
      // Whoever shared it may be gone.
      const isOperator = includesRole(request.caller.role, "operator") && request.caller.accounts === "all";
      if (!view.isOwn && !isOperator) throw new ApiError("forbidden", "Only its owner, or an operator of all accounts, can remove a view");
      await request.views.store({
        id: view.id,
        step: "removed",
        name: view.name,
        question: JSON.stringify(view.question),
        shared: view.shared,
        pinned: "",
      });
      return answerOfViews([]);
    }
  }
}

/** The answer to a view's question, with the rights of the request: of the snapshots that it is pinned to, where it is. Throws ApiError. */
export async function askView({ question, pinned }: SavedView, page: string | undefined, request: ApiRequest): Promise<object> {
  if (pinned === null) return ask(question, page, request);
  await refuseDropped(pinned, request);
  return ask(question, page, { ...request, pinned });
}

/** The question is asked before it is stored: what no endpoint answers is refused with the endpoint's own error. */
async function save(asked: Extract<ViewOperation, { operation: "save" }>, request: ApiRequest): Promise<Answer<ViewRow>> {
  const { name, question, shared } = asked;
  const own = (await readSavedViews(request)).filter(({ isOwn }) => isOwn);
  if (asked.id !== undefined && !own.some(({ id: known }) => known === asked.id))
    throw new ApiError("not-found", "You have no view with this id", { parameter: "id" });
  if (asked.id === undefined && own.length >= mostViews)
    throw new ApiError("not-now", `You have ${mostViews} views, which is the most that one caller can save; remove one first`);
  if (asked.pin && !pinnable.has(question.endpoint))
    throw new ApiError("bad-body", `A view of ${question.endpoint} cannot be pinned`, { parameter: "pin", allowed: [...pinnable] });
  if (asked.pin && JSON.stringify(questionOn(question, request.now)) !== JSON.stringify(question))
    throw new ApiError("bad-body", "A view of snapshots cannot be of a month or day that moves; write the month or day", {
      parameter: "pin",
    });
  const answer = await ask(question, undefined, request);
  const pinned = asked.pin ? pinnedBy(answer) : null;
  const viewId = asked.id ?? request.id;
  await request.views.store({
    id: viewId,
    step: "saved",
    name,
    question: JSON.stringify(question),
    shared,
    pinned: pinned === null ? "" : JSON.stringify(pinned),
  });
  return answerOfViews(await readSavedViews(request, viewId));
}

async function ask(saved: SavedQuestion, page: string | undefined, request: ApiRequest): Promise<object> {
  const question = questionOn(saved, request.now);
  if ("body" in question) {
    const body = costQuery.safeParse(question.body);
    if (!body.success) throw badBody(body.error, costQuery, question.body);
    if (page !== undefined) throw new ApiError("bad-body", "The answer of query has no pages", { parameter: "page" });
    return answerQuery(body.data, request);
  }
  const answer = await askApi(question.endpoint, { ...question.parameters, ...(page === undefined ? {} : { page }) }, request);
  return typeof answer === "object" && answer !== null ? answer : {};
}

/** The snapshots that an answer is made of. */
function pinnedBy(answer: object): readonly PinnedSnapshot[] {
  const { snapshots } = namedSnapshots.parse(answer);
  if (snapshots.length === 0) throw new ApiError("not-now", "No published bill is in the answer, so there is nothing to pin it to");
  if (snapshots.some(({ snapshot_id }) => snapshot_id === "live"))
    throw new ApiError("not-now", "Posted charges are in the answer, which belong to no snapshot; pin it when the bill is published");
  if (snapshots.length > mostPinned)
    throw new ApiError("too-large", `The answer is made of more than ${mostPinned} snapshots; name fewer months or accounts`);
  return snapshots.map(({ billing_account_id, billing_period, snapshot_id }) => ({
    account: billing_account_id,
    period: billing_period,
    snapshot: snapshot_id,
  }));
}

/** A list of views names them all. */
const mostPinned = 150;

const namedSnapshots = z.object({
  snapshots: z.array(z.object({ billing_account_id: z.string(), billing_period: z.string(), snapshot_id: z.string() })),
});

/** A snapshot whose rows were dropped would be answered as one without charges. */
async function refuseDropped(pinned: readonly PinnedSnapshot[], request: ApiRequest): Promise<void> {
  const kept = await request.rows<PinnedSnapshot>(SqlText.of`
    SELECT e.billing_account_id AS account, toString(e.billing_period) AS period, e.snapshot_id AS snapshot FROM BillingSnapshot AS e
    WHERE e.snapshot_id IN ${Bound.texts(pinned.map(({ snapshot }) => snapshot))}
    GROUP BY e.billing_account_id, e.billing_period, e.snapshot_id HAVING argMax(e.status, e.step) = 'published'`);
  const gone = pinned.find(
    (one) => !kept.some(({ account, period, snapshot }) => account === one.account && period === one.period && snapshot === one.snapshot),
  );
  if (gone !== undefined)
    throw new ApiError(
      "not-now",
      `Snapshot ${gone.snapshot} of ${gone.account}, ${gone.period.slice(0, 7)}, is not kept any more; save the view again, pinned to what is published now, or following`,
    );
}

async function seenView(wanted: string, request: ApiRequest): Promise<SavedView> {
  const [view] = await readSavedViews(request, wanted);
  if (view === undefined) throw noSuch("view", "id");
  return view;
}

function answerOfViews(views: readonly SavedView[]): Answer<ViewRow> {
  const data = views.map(({ id: viewId, name, owner, isOwn, shared, question, pinned, savedAt }) => ({
    id: viewId,
    name,
    owner,
    own: isOwn,
    shared,
    question,
    pinned_to:
      pinned?.map(({ account, period, snapshot }) => ({ billing_account_id: account, billing_period: period, snapshot_id: snapshot })) ??
      null,
    saved_at: savedAt,
  }));
  return { data, snapshots: [], currency: null, totals: [], page: { next: null }, problems: [] };
}

/** Questions that name the snapshots that they read. */
const pinnable: ReadonlySet<string> = new Set(["costs", "charges", "resources", "query"]);
const mostViews = 200;
