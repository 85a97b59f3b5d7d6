import type { OperatorOverride } from "../domain/snapshot/operator-override";
import { isLifted } from "../domain/snapshot/operator-override";
import type { Connection } from "../sources/connection";
import { processTracer } from "../runtime/observability/trace";
import type { BillContent, ControlTotals, Delivery, Part, SourceContext } from "../sources/source";

/** One delivery of one connection as an attempt reads it. */
export class DeliveryReader {
  readonly source: string;
  /** Empty for a connection that is not kept. */
  readonly connectionId: string;
  /** The delivery's version; where only reading it can tell, what it is read with: pages that were stored otherwise are not gone on with. */
  readonly version: string;

  constructor(
    private readonly connection: Connection,
    readonly yields: BillContent["kind"],
    readonly delivery: Delivery,
    private readonly overrides: readonly OperatorOverride[],
    private readonly context: SourceContext,
  ) {
    this.source = connection.source;
    this.connectionId = connection.id;
    this.version = delivery.version ?? `/${connection.reading}`;
  }

  /** What names its account and period is one snapshot, and its parts can be gone on with. */
  get isResumable(): boolean {
    return this.delivery.account !== null && this.delivery.period !== null;
  }

  /** The parts from a place on; from the beginning when it is null. */
  parts(from: string | null): AsyncIterable<Part<string>> {
    return processTracer().parts(this.#read(from, false));
  }

  /** The hash of the part at a place; null when there is none. */
  async firstHash(from: string | null): Promise<string | null> {
    for await (const { hash } of this.#read(from, true)) return hash;
    return null;
  }

  controlTotals(): Promise<ControlTotals> {
    return this.connection.controlTotals(this.delivery, this.context);
  }

  #read(from: string | null, peek: boolean): AsyncIterable<Part<string>> {
    const acceptLate = isLifted(this.overrides, "accept-late");
    const acceptRepeatedPages = isLifted(this.overrides, "accept-repeated-pages");
    return this.connection.read(this.delivery, { from, peek, acceptLate, acceptRepeatedPages }, this.context);
  }
}
