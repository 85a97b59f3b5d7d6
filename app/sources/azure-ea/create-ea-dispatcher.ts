import { Agent, type Dispatcher } from "undici";

const connectMs = 10_000;

/**
 * The connections to EA: few, one request at a time on each, certificates always checked. Close it when the program ends. The waits on an answer
 * are the client's own deadlines, so undici's are off.
 */
export function createEaDispatcher(connections = 4): Dispatcher {
  return new Agent({
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: connectMs, rejectUnauthorized: true },
  });
}
