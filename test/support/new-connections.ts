import { Agent, setGlobalDispatcher } from "undici";

/**
 * A connection for each request of `fetch`. A server closes one that is idle, and on a busy machine a test would send its next question at that very moment:
 * it would fail for a reason that it is not about.
 */
setGlobalDispatcher(new Agent({ pipelining: 0 }));
