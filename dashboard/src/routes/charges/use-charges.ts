import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { type Answered, ask } from "../../api/ask";
import { costQuestion, type View } from "../../app/view-state";

export type Charge = Answered<"/api/charges">["data"][number];

/** The charges of a view, a page of 200 after the other. The server answers 409 when something was published in between; then the list begins again. */
export function useCharges(view: View): UseInfiniteQueryResult<InfiniteData<Answered<"/api/charges">, string | null>> {
  const question = costQuestion(view);
  return useInfiniteQuery({
    queryKey: ["/api/charges", "pages", question],
    queryFn: ({ pageParam, signal }) =>
      ask("/api/charges", { ...question, limit: 200, ...(pageParam === null ? {} : { page: pageParam }) }, signal),
    initialPageParam: firstPage,
    getNextPageParam: ({ page }) => page.next,
  });
}

const firstPage: string | null = null;
