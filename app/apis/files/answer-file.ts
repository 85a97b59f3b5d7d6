import { maskPersonalFields } from "../../domain/access/mask-personal-fields";
import type { Answer } from "../serving/answer";
import { ApiError } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import type { FileRequest } from "./file-request";
import { type EngineRows, ofAnswerRows, ofEngineRows } from "./file-rows";
import { type OpenFile, openFile } from "./open-file";

/** A question whose rows are wanted as a file. */
export interface FileQuestion {
  readonly request: ApiRequest;
  readonly file: FileRequest;
  readonly endpoint: string;
  /** As the file quotes them; known when the answer is there. */
  readonly parameters: () => unknown;
  /** Of an answer without rows. */
  readonly columns: readonly string[];
  /** The answer as JSON would have it; `page` is the cursor of the page before. */
  readonly ask: (request: ApiRequest, page: string | undefined) => Promise<unknown>;
}

/**
 * Opens the file of all rows of a question: those that its answer gives as a SELECT, else those of all its pages.
 * @throws ApiError too-large: the answer has more rows than it gives out, so that the file would be a part
 */
export async function answerFile({ request, file, endpoint, parameters, columns, ask }: FileQuestion): Promise<OpenFile> {
  const given: EngineRows[] = [];
  const own: ApiRequest = { ...request, allRows: (rows) => void given.push(rows) };
  const rows: object[] = [];
  for (let page: string | undefined; ; ) {
    const found = await ask(own, page);
    const answer = request.caller.seesPersonalFields ? found : maskPersonalFields(found);
    if (!isAnswer(answer))
      throw new ApiError("bad-parameter", "This has no rows to write into a file", { parameter: "format", allowed: ["json"] });
    const { currency, totals, snapshots, problems } = answer;
    rows.push(...answer.data);
    page = answer.page.next ?? undefined;
    const [engineRows] = given;
    if (engineRows === undefined && (rows.length > mostRows || problems.some(({ code }) => code === "limited")))
      throw new ApiError(
        "too-large",
        `The answer has more than ${Math.min(rows.length, mostRows)} rows, and a file of it can have no more; use a shorter range, fewer dimensions or filters`,
        {
          parameter: "format",
          allowed: ["json"],
        },
      );
    if (engineRows === undefined && page !== undefined) continue;
    const metadata = { endpoint, parameters: parameters(), asked_at: request.now.toISOString(), currency, totals, snapshots, problems };
    return openFile(request, file, engineRows === undefined ? ofAnswerRows(rows, columns) : ofEngineRows(engineRows), metadata);
  }
}

function isAnswer(found: unknown): found is Answer<object, unknown> {
  return (
    typeof found === "object" &&
    found !== null &&
    "data" in found &&
    Array.isArray(found.data) &&
    "totals" in found &&
    "snapshots" in found &&
    "problems" in found &&
    "page" in found
  );
}

/** They are in memory at once; answers that may have more give a SELECT. */
const mostRows = 50_000;
