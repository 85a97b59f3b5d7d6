/** Which month of which enrollment. */
export interface ExtractRequest {
  readonly enrollment: string;
  readonly year: number;
  readonly month: number;
  /** Publish although the month has far fewer rows than what is published now. */
  readonly allowShrink?: boolean;
  /** Replace a month that is closed and published. */
  readonly allowClosed?: boolean;
}
