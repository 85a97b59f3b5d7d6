import { QueryClient, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { type Answered, ask, AskError, type GetPath, type Question, whoIsAway } from "./ask";
import { memberOf } from "./read-value";

/** Asks again what may be answered a moment later: at most twice, after the time that the server says. Of a database that is gone `app/stack-notice.tsx` asks. */
function mayRetry(failures: number, error: Error): boolean {
  return error instanceof AskError && failures < 2 && (error.status === 429 || error.status === 503) && whoIsAway(error) === null;
}

function retryDelay(failures: number, error: Error): number {
  const wait = error instanceof AskError ? error.details.retryAfterSeconds : undefined;
  return wait === undefined ? 500 * 2 ** failures : Math.min(wait, 30) * 1000;
}

export function openQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 60_000, gcTime: 600_000, retry: mayRetry, retryDelay, refetchOnWindowFocus: true } },
  });
}

/** Parameters that say what a row of an answer is; all others say which rows there are. */
const rowParameters = ["group", "grain", "metric", "quantity", "compare", "dimension", "method", "field"] as const;

/** Whether rows of an earlier question are read as those of another one: a row of a service must not be shown as one of an owner. */
export function hasRowsLike(earlier: unknown, question: object): boolean {
  return rowParameters.every((name) => memberOf(earlier, name) === memberOf(question, name));
}

/**
 * The answer to a question, kept for a minute. While a new question is answered whose rows are of the same kind, the old answer stays (`isPlaceholderData`). A
 * null question is not asked.
 */
export function useAnswer<P extends GetPath>(
  path: P,
  question: Question<P> | null,
  options: { readonly everyMs?: number } = {},
): UseQueryResult<Answered<P>> {
  return useQuery<Answered<P>>({
    queryKey: [path, question],
    queryFn: question === null ? () => Promise.reject(new Error("not asked")) : ({ signal }) => ask(path, question, signal),
    enabled: question !== null,
    placeholderData: (before, query) => (question !== null && hasRowsLike(query?.queryKey[1], question) ? before : undefined),
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  });
}
