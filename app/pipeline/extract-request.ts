import type { OverrideRequest } from "../domain/snapshot/operator-override";

/** Which month of which enrollment, and what an operator says about it. */
export interface ExtractRequest extends OverrideRequest {
  readonly enrollment: string;
  readonly year: number;
  readonly month: number;
}
