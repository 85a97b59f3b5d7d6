import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { countOf, listedOf, partOf, textOf, textOrNull } from "../../api/read-value";
import { listedRows } from "../../api/rows-file";
import { useOpenAnswer } from "../../api/use-operation";
import { PageFrame } from "../../app/page-frame";
import { AnswerView } from "../../components/ui/answer-view";
import { DownloadButtons } from "../../components/ui/download-buttons";
import { Instant } from "../../components/ui/instant";
import { ServerText } from "../../components/ui/server-text";
import { StateMark } from "../../components/ui/state-mark";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { formatBytes } from "./format-bytes";
import { detailTexts, infrastructureTexts } from "./texts";

const readComponents = listedOf((row) => ({
  component: textOf(row, "component"),
  state: textOf(row, "state"),
  since: textOrNull(row, "since"),
  detail: textOf(row, "detail"),
  version: textOrNull(row, "version"),
  latencyMs: countOf(row, "latency_ms"),
  waitingBlocks: countOf(row, "waiting_blocks"),
  diskFree: textOrNull(row, "disk_free_bytes"),
  diskTotal: textOrNull(row, "disk_total_bytes"),
  lastError: partOf(row, "last_error", (error) => ({ at: textOf(error, "at"), detail: textOf(error, "detail") })),
  console: textOrNull(row, "console"),
}));
type Component = ReturnType<typeof readComponents>["data"][number];

/** A card for each part of the stack: how it is, since when, why, and the way to its own page. */
export default function Infrastructure(): ReactNode {
  const texts = useTexts(infrastructureTexts);
  const components = useOpenAnswer("/operations/components", {}, readComponents, { everyMs: 15_000 });
  return (
    <PageFrame
      title={texts.title}
      actions={<DownloadButtons file={listedRows("infrastructure", "/operations/components")} title={texts.title} />}
    >
      <p className="-mt-2 mb-4 max-w-prose text-muted">{texts.intro}</p>
      <AnswerView query={components} height="min-h-96" isEmpty={({ data }) => data.length === 0}>
        {({ data }) => (
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:grid-cols-2 xl:grid-cols-3">
            {data.map((component) => (
              <ComponentCard key={component.component} component={component} />
            ))}
          </ul>
        )}
      </AnswerView>
    </PageFrame>
  );
}

function ComponentCard({ component: one }: { readonly component: Component }): ReactNode {
  const texts = useTexts(infrastructureTexts);
  const formats = useFormats();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [texts.since, <Instant key="since" at={one.since} />],
    ...present(texts.version, one.version),
    ...present(texts.latency, one.latencyMs === null ? null : texts.milliseconds(formats.count(one.latencyMs))),
    ...present(texts.waiting, one.waitingBlocks === null ? null : formats.count(one.waitingBlocks)),
    ...present(
      texts.disk,
      one.diskFree === null || one.diskTotal === null
        ? null
        : texts.diskOf(formatBytes(one.diskFree, formats.locale), formatBytes(one.diskTotal, formats.locale)),
    ),
    [
      texts.lastError,
      one.lastError === null ? (
        texts.noError
      ) : (
        <>
          <Instant at={one.lastError.at} />{" "}
          <span className="block break-words text-muted">
            <ServerText text={withoutRoom(one.lastError.detail)} dictionary={detailTexts} />
          </span>
        </>
      ),
    ],
  ];
  return (
    <li className="min-w-0 rounded-lg border border-line bg-card p-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="text-base font-semibold wrap-anywhere">{nameOf(one.component, texts)}</h2>
        <ComponentState state={one.state} />
      </div>
      <p className="mt-1 mb-3 text-sm break-words text-muted first-letter:uppercase">
        <ServerText text={withoutRoom(one.detail)} dictionary={detailTexts} />
      </p>
      <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {one.console === null || !/^https?:\/\//.test(one.console) ? null : (
        <a
          href={one.console}
          target="_blank"
          rel="noopener noreferrer"
          className="mt-3 inline-flex items-center gap-1.5 text-sm text-accent underline underline-offset-2"
        >
          {texts.open(nameOf(one.component, texts))}
          <ExternalLink aria-hidden className="size-4" />
        </a>
      )}
    </li>
  );
}

/** What a part is called; the name of the API where a later release has another. */
function nameOf(component: string, texts: typeof infrastructureTexts.en): string {
  const [kind = "", host = ""] = component.split(" ");
  switch (kind) {
    case "clickhouse":
      return "ClickHouse";
    case "disk":
      return texts.disks;
    case "kafka":
    case "redpanda":
      return "Kafka";
    case "moose":
      return "Moose";
    case "object-store":
      return texts.store(host);
    case "redis":
      return "Redis";
    case "temporal":
      return "Temporal";
    default:
      return component;
  }
}

/** The free space of a disk stands among the facts. */
function withoutRoom(detail: string): string {
  return detail.replace(/^[\d.]+ of [\d.]+ GB free(?:: )?/, "");
}

function present(name: string, value: string | null): readonly (readonly [string, ReactNode])[] {
  return value === null ? [] : [[name, value]];
}

function ComponentState({ state }: { readonly state: string }): ReactNode {
  const texts = useTexts(infrastructureTexts);
  switch (state) {
    case "healthy":
      return <StateMark tone="good" word={texts.healthy} />;
    case "unhealthy":
      return <StateMark tone="bad" word={texts.unhealthy} />;
    case "stale":
      return <StateMark tone="late" word={texts.stale} />;
    default:
      return <StateMark tone="unknown" word={texts.unknown} />;
  }
}
