import { useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { askOpen, post } from "./ask";

interface Often {
  /** Asks again and again, while the page is seen. */
  readonly everyMs?: number;
}

/** The answer of a posted question that changes nothing, as `read` reads it. A null body is not asked. */
export function usePosted<Answer>(
  path: string,
  body: object | null,
  read: (answer: object) => Answer,
  { everyMs }: Often = {},
): UseQueryResult<Answer> {
  return useQuery<Answer>({
    queryKey: [path, body],
    queryFn:
      body === null
        ? () => Promise.reject(new Error("not asked"))
        : ({ signal }) => post(path, body, signal).then((answer) => read(answer)),
    enabled: body !== null,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}

/** The answer of `GET path?question`, as `read` reads it, for paths whose rows the OpenAPI document leaves open. */
export function useOpenAnswer<Answer>(
  path: string,
  question: Readonly<Record<string, string>>,
  read: (answer: object) => Answer,
  { everyMs }: Often = {},
): UseQueryResult<Answer> {
  return useQuery<Answer>({
    queryKey: [path, question],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams(question).toString();
      return askOpen(search === "" ? path : `${path}?${search}`, signal).then((answer) => read(answer));
    },
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}

/** Something to be done once, when somebody asks for it: it is never repeated by itself. What was read from the same path, and from `also`, is read anew. */
export function useOrder<Answer>(
  path: string,
  read: (answer: object) => Answer,
  also: readonly string[] = [],
): UseMutationResult<Answer, Error, object> {
  const queries = useQueryClient();
  return useMutation<Answer, Error, object>({
    mutationFn: (body) => post(path, body).then((answer) => read(answer)),
    onSettled: () => Promise.all([path, ...also].map((one) => queries.invalidateQueries({ queryKey: [one] }))),
  });
}
