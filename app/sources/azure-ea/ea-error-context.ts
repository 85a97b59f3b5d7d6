/** What an operator needs to find the request again. Small, and without anything secret: `url` has its tokens removed, `bodyStart` is redacted. */
export interface EaErrorContext {
  readonly enrollment?: string;
  readonly month?: string;
  /** Page number, counted from 0. */
  readonly page?: number;
  readonly url?: string;
  readonly status?: number;
  /** A code of Node, undici or zlib (`ECONNRESET`), or the name of our own limit (`headers-timeout`). */
  readonly code?: string;
  /** How long EA asked us to wait, in milliseconds. */
  readonly serverDelayMs?: number;
  readonly attempts?: number;
  /** At most the first 256 characters of the answer. */
  readonly bodyStart?: string;
  readonly bodySha256?: string;
}
