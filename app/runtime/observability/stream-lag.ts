import { mooseSetting } from "../moose/moose-setting";

/**
 * Messages that Moose's functions put into each stream and that the stream's own function has not taken yet, from Moose's counters on the management port:
 * both count from its start, so their difference is what waits, give or take what is on its way. Streams that only HTTP feeds are not among
 * them: there Moose counts requests, whatever the number of their records. Empty where the management port does not answer.
 */
export async function streamLag(): Promise<ReadonlyMap<string, number>> {
  const text = await fetch(`http://127.0.0.1:${mooseSetting("http_server_config.management_port")}/metrics`, {
    signal: AbortSignal.timeout(2000),
  })
    .then((response) => (response.ok ? response.text() : ""))
    .catch(() => "");
  return readStreamLag(text);
}

/** See `streamLag`; `metrics` is Prometheus' text. A function is named after its stream, and `from__to` when it feeds another one. */
export function readStreamLag(metrics: string): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  const put = new Map<string, number>();
  const counter = /^moose_streaming_functions_events_(input|output)_count_total\{[^}]*function_name="(\w+?)(?:__(\w+))?"[^}]*\} (\d+)/gm;
  for (const [, direction, from = "", to, count] of metrics.matchAll(counter)) {
    if (direction === "input") taken.set(from, (taken.get(from) ?? 0) + Number(count));
    else if (to !== undefined) put.set(to, (put.get(to) ?? 0) + Number(count));
  }
  return new Map([...put].map(([stream, count]) => [stream, Math.max(0, count - (taken.get(stream) ?? 0))]));
}
