import { Ban, CircleAlert, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { AskError, whoIsAway } from "../../api/ask";
import { commonTexts } from "../../i18n/common-texts";
import { errorMeaning } from "../../i18n/error-texts";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { EmptyAnswer } from "./empty-answer";
import { type Problem, Problems } from "./problems";
import { WithMeaning } from "./with-meaning";

/** What `useAnswer` gives, as far as it is needed here. */
interface ReadAnswer<Answer> {
  readonly data: Answer | undefined;
  readonly error: Error | null;
  readonly isPlaceholderData: boolean;
  /** When the answer was read, in milliseconds since 1970. */
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

/**
 * The one way to show an answer: a box of the final size while it is read, the error with its id and a way to try again, what is empty and why, the problems
 * that the answer names, and then what it says. An answer that belongs to the question before this one is dimmed. One that cannot be read anew, because the
 * database or the server is gone, stays with the time at which it was read.
 */
export function AnswerView<Answer extends { readonly problems?: readonly Problem[] }>({
  query,
  isEmpty = () => false,
  empty,
  height = "min-h-40",
  hidesProblems = false,
  children,
}: {
  readonly query: ReadAnswer<Answer>;
  readonly isEmpty?: (answer: Answer) => boolean;
  /** What to say of an empty answer; by default whether filters or the period are why. */
  readonly empty?: ReactNode;
  /** Of the box while nothing is there. */
  readonly height?: string;
  readonly hidesProblems?: boolean;
  readonly children: (answer: Answer) => ReactNode;
}): ReactNode {
  const texts = useTexts(commonTexts);
  const formats = useFormats();
  const { data, error } = query;
  if (error !== null && data === undefined) return <Failure error={error} height={height} onRetry={() => void query.refetch()} />;
  if (data === undefined)
    return (
      <div className={`${height} appear-late animate-pulse rounded bg-soft`} role="status">
        <span className="sr-only">{texts.loading}</span>
      </div>
    );
  return (
    <div aria-busy={query.isPlaceholderData} className={query.isPlaceholderData ? "opacity-60 transition-opacity" : ""}>
      {error === null ? null : whoIsAway(error) === null ? (
        <Failure error={error} height="" onRetry={() => void query.refetch()} />
      ) : (
        <p className="mb-2 flex items-center gap-1.5 text-xs text-muted">
          <Clock aria-hidden className="size-3.5 text-warn" />
          {texts.readAt(formats.time(new Date(query.dataUpdatedAt).toISOString()))}
        </p>
      )}
      {hidesProblems ? null : <Problems problems={data.problems ?? []} />}
      {isEmpty(data) ? <EmptyAnswer height={height}>{empty}</EmptyAnswer> : children(data)}
    </div>
  );
}

function Failure({ error, height, onRetry }: { readonly error: Error; readonly height: string; readonly onRetry: () => void }): ReactNode {
  const texts = useTexts(commonTexts);
  const { language } = usePreferences();
  const asked = error instanceof AskError ? error : null;
  const isForbidden = asked?.code === "forbidden";
  const Mark = isForbidden ? Ban : CircleAlert;
  const away = whoIsAway(error);
  const known = { server: texts.unreachable, database: texts.databaseAway };
  const own = away !== null ? known[away] : isForbidden ? texts.forbidden : null;
  const { id, allowed } = asked?.details ?? {};
  return (
    <div
      role="alert"
      className={`${height} flex flex-col items-start justify-center gap-2 rounded border border-line bg-warn-soft p-3 text-sm`}
    >
      <p className="flex items-center gap-2 font-semibold">
        <Mark aria-hidden className="size-4 text-warn" />
        {texts.errorTitle}
      </p>
      <p className="break-words">{own ?? <WithMeaning meaning={errorMeaning(asked?.code ?? "", language)} text={error.message} />}</p>
      {allowed === undefined || allowed.length === 0 ? null : (
        <p className="text-muted">
          {texts.allowed} {allowed.slice(0, 20).join(", ")}
        </p>
      )}
      {id === undefined ? null : (
        <p className="flex flex-wrap items-center gap-1 wrap-anywhere text-muted">
          {texts.errorId(id)} <CopyButton text={id} />
        </p>
      )}
      <Button onClick={onRetry}>{texts.retry}</Button>
    </div>
  );
}
