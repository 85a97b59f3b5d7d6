import { mooseSetting } from "./moose-setting";
import { readStreamLag } from "./read-stream-lag";

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
