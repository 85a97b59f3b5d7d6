import { notifyManager, type QueryCache, useQuery, useQueryClient } from "@tanstack/react-query";
import { ServerOff } from "lucide-react";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { ask, whoIsAway } from "../api/ask";
import { defineTexts } from "../i18n/language";
import { useTexts } from "../i18n/preferences";
import { useFormats } from "../i18n/use-formats";
import { PageLink } from "./use-view";

const texts = defineTexts(
  {
    database: (since: string) => `The database does not answer since ${since}.`,
    server: (since: string) => `The server does not answer since ${since}. Check that the stack runs.`,
    meanwhile: "What was read before stays on the page. It is asked again every few seconds, and the page goes on by itself.",
    look: "See the parts of the stack",
  },
  {
    database: (since: string) => `数据库自 ${since} 起没有响应。`,
    server: (since: string) => `服务器自 ${since} 起没有响应。请确认服务正在运行。`,
    meanwhile: "之前读取的内容保留在页面上。每隔几秒会重新询问，恢复后页面自动继续。",
    look: "查看系统的各个部分",
  },
);

const everyMs = 5000;
const probe = ["stack-notice"] as const;
type Away = "database" | "server";

/**
 * Says that the database or the server is gone while a page is open, since when and what next. One small question is asked again and again; when it is answered,
 * so is all that had failed.
 */
export function StackNotice(): ReactNode {
  const words = useTexts(texts);
  const formats = useFormats();
  const queries = useQueryClient();
  const cache = queries.getQueryCache();
  const away = useSyncExternalStore(
    (listener) => cache.subscribe(notifyManager.batchCalls(listener)),
    () => firstAway(cache),
  );
  const [known, setKnown] = useState<{ readonly away: Away; readonly since: string } | null>(null);
  if (away !== null && away !== known?.away) setKnown({ away, since: known?.since ?? new Date().toISOString() });
  const { dataUpdatedAt: answeredAt } = useQuery({
    queryKey: probe,
    queryFn: ({ signal }) => ask("/api/snapshots", { limit: 1 }, signal),
    enabled: known !== null,
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: everyMs,
  });
  useEffect(() => {
    if (answeredAt === 0) return;
    void queries.refetchQueries({ predicate: ({ state }) => whoIsAway(state.error) !== null }).then(() => {
      if (firstAway(cache) === null) setKnown(null);
    });
  }, [answeredAt, queries, cache]);
  if (known === null) return null;
  return (
    <div role="alert" className="no-print mb-4 flex items-start gap-2 rounded border border-line bg-warn-soft px-3 py-2 text-sm">
      <ServerOff aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="min-w-0">
        <p className="font-semibold">{words[known.away](formats.time(known.since))}</p>
        <p>{words.meanwhile}</p>
        {known.away === "server" ? null : <PageLink to="/infrastructure">{words.look}</PageLink>}
      </div>
    </div>
  );
}

/** Who does not answer a question of this page; null when everybody does. */
function firstAway(cache: QueryCache): Away | null {
  const asked = cache.getAll().filter((query) => query.isActive() && query.queryKey[0] !== probe[0]);
  return asked.map(({ state }) => whoIsAway(state.error)).find((away) => away !== null) ?? null;
}
