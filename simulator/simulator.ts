import type { ExportTable } from "./azure-export";
import type { FaultRule } from "./fault-rule";
import type { ExportCloud } from "./focus-export";
import type { LoggedRequest } from "./logged-request";
import type { MonthSelection } from "./month-selection";
import type { OracleAnswer } from "./oracle-answer";

/** A running simulator. All but exports is also reachable over HTTP under `/simulator/`. */
export interface Simulator {
  /** `http://127.0.0.1:<port>`, to be used as the client's base address. */
  readonly url: string;
  readonly port: number;
  /** Another server on this machine that no key must ever reach. */
  readonly foreignUrl: string;
  /** Exact totals of a month as it is now, or as it was at an earlier revision and day; throws RangeError for a month that is not there. */
  readonly oracle: (enrollment: string, month: string, revision?: number, throughDay?: number) => OracleAnswer;
  /** A month as a cloud exports it in FOCUS, of an enrollment in the Cost Management schema. */
  readonly focusExport: (enrollment: string, month: string, cloud: ExportCloud) => ExportTable;
  /** Moves a month on; throws RangeError for a month that is not there. */
  readonly restate: (selection: MonthSelection) => { readonly rows: number; readonly revision: number; readonly throughDay: number };
  /** Replaces the faults that are switched on. */
  readonly setFaults: (rules: readonly FaultRule[]) => void;
  /** Requests for usage, oldest first; the control interface is not in it. */
  readonly requests: () => readonly LoggedRequest[];
  readonly clearRequests: () => void;
  readonly close: () => Promise<void>;
}
