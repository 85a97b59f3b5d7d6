import { questionOn, readSavedViews, type SavedView } from "../apis/answers/saved-views";
import type { Answer } from "../apis/serving/answer";
import { ApiError } from "../apis/serving/api-error";
import type { ApiRequest } from "../apis/serving/api-request";
import type { ReportLanguage } from "../domain/report/report";
import { reportWord } from "../domain/report/report-words";
import type { ReportQuestions } from "./ready-reports";

/** One page of the answer to a view, with the rights of the request. Throws ApiError. */
export type AskView = (view: SavedView, page: string | undefined, request: ApiRequest) => Promise<object>;

/**
 * The question of a saved view, with the rights of the request, on the day of the request.
 * @throws ApiError not-found: it was removed, or is not shared any more; bad-body: it answers with something other than rows
 */
export async function viewQuestions(id: string, language: ReportLanguage, request: ApiRequest, askView: AskView): Promise<ReportQuestions> {
  const [view] = await readSavedViews(request, id);
  if (view === undefined)
    throw new ApiError("not-found", "The saved view of the report was removed, or is not shared any more", { parameter: "what.view" });
  const question = questionOn(view.question, request.now);
  const { endpoint } = question;
  const parameters = "body" in question ? question.body : question.parameters;
  const month = "parameters" in question ? question.parameters["month"] : undefined;
  return {
    title: `${reportWord("view", language)} “${view.name}”`,
    period: month ?? "",
    identity: { endpoint, parameters, pinned: view.pinned },
    questions: [
      {
        id: endpoint,
        title: view.name,
        endpoint,
        parameters,
        columns: [],
        ask: async (own, page) => rowsOf(await askView(view, page, own)),
      },
    ],
  };
}

function rowsOf(found: object): Answer<object, object> {
  if (!isAnswer(found)) throw new ApiError("bad-body", "The saved view answers with something other than rows");
  return found;
}

function isAnswer(found: object): found is Answer<object, object> {
  return (
    "data" in found && Array.isArray(found.data) && "totals" in found && "snapshots" in found && "problems" in found && "page" in found
  );
}
