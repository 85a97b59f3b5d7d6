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
