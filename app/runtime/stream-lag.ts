import { mooseHttpServer } from "./moose-http-server";

/**
 * Records that Moose accepted for each topic and that its functions have not taken yet, from Moose's own counters on the management port: both count from
 * its start, so their difference is what waits, give or take what is on its way. Kafka itself is not asked: Moose gives an API worker no address for it.
 * Empty where the management port does not answer.
 */
export async function streamLag(): Promise<ReadonlyMap<string, number>> {
  const text = await fetch(`http://127.0.0.1:${mooseHttpServer("management_port")}/metrics`, { signal: AbortSignal.timeout(2000) })
    .then((response) => (response.ok ? response.text() : ""))
    .catch(() => "");
  const lag = new Map<string, number>();
  for (const [, topic = "", count] of text.matchAll(/^moose_http_to_topic_event_count_total\{[^}]*topic_name="([^"]+)"[^}]*\} (\d+)/gm)) {
    lag.set(topic, (lag.get(topic) ?? 0) + Number(count));
  }
  for (const [, name = "", count] of text.matchAll(
    /^moose_streaming_functions_events_input_count_total\{[^}]*function_name="([^"]+)"[^}]*\} (\d+)/gm,
  )) {
    const topic = [...lag.keys()].find((one) => name.startsWith(one));
    if (topic !== undefined) lag.set(topic, Math.max(0, (lag.get(topic) ?? 0) - Number(count)));
  }
  return lag;
}
