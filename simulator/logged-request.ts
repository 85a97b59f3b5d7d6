/** A request as it arrived, for tests that ask where a key went. Header values are not kept, only the names of those that held a known key. */
export interface LoggedRequest {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  /** The Host header. */
  readonly host: string;
  /** `foreign` is the second listener that stands for somebody else's server. */
  readonly listener: "enrollment" | "foreign";
  readonly headersWithKey: readonly string[];
  readonly authorized: boolean;
  /** The fault that answered, if any. */
  readonly fault: string | null;
  readonly status: number | null;
  /** Milliseconds since the simulator started. */
  readonly atMs: number;
}
