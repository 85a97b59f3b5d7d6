/** How much one run may take in. Bytes unless said otherwise. */
export interface EaLimits {
  readonly maxWireBytes: number;
  /** After decompression. A page is held in memory, so this bounds the run's memory too. */
  readonly maxBodyBytes: number;
  /** Decompressed to compressed, looked at once a body is over 1 MiB. Billing rows compress about 15:1. */
  readonly maxRatio: number;
  readonly maxPages: number;
  /** Requests for a page that fail for reasons on the way; being throttled does not count. */
  readonly maxAttempts: number;
  /** Requests for a page whose body is wrong although the status is 200. */
  readonly maxMalformed: number;
  /** Over a run, retries are limited to this many plus retryShare of its requests, so that a sick server is not made sicker. */
  readonly retryFloor: number;
  readonly retryShare: number;
}

export const defaultEaLimits: EaLimits = {
  maxWireBytes: 64 << 20,
  maxBodyBytes: 128 << 20,
  maxRatio: 200,
  maxPages: 50_000,
  maxAttempts: 8,
  maxMalformed: 3,
  retryFloor: 10,
  retryShare: 0.2,
};
