/** An enrollment that the simulator has. */
export interface SimulatedEnrollment {
  readonly number: string;
  /** The bearer key that reads it. */
  readonly key: string;
  /** Rows of each whole month, 0 to 50 million. */
  readonly rows: number;
}

/** The columns of EA usage details, or those of Cost Management in one of its two data sets. */
export type SimulatedSchema = "legacy" | "actual" | "amortized";

/** How a simulator is started. Two with the same options serve the same bytes. */
export interface SimulatorOptions {
  readonly seed: number;
  readonly enrollments: readonly SimulatedEnrollment[];
  /** `YYYY-MM-DD`; its month is the open one, with usage through the day before. */
  readonly today: string;
  /** How many months there are, the open one included. Default 3. */
  readonly months?: number;
  /** 0 (default) takes any free port. */
  readonly port?: number;
  /** Rows per page. Default 1000. */
  readonly pageSize?: number;
  /** Milliseconds before each answer. Default 0. */
  readonly latencyMs?: number;
  /** Every n-th charge is usage of the last day of the month before, which Azure delivers late. Default 0: none. */
  readonly lateEvery?: number;
  /** This page shows the rows of the one before it, at each reading, and the others follow: what a reader takes for one more page. Default 0: none. */
  readonly repeatPage?: number;
  /**
   * Digits: marketplace charges that the balance has beside `totalUsage`, and usage details do not have. Default: those of its own rows, which `totalUsage`
   * then leaves out.
   */
  readonly marketplace?: string;
  /** Default legacy. */
  readonly schema?: SimulatedSchema;
  /** Default camel. */
  readonly casing?: "camel" | "pascal";
  /** Whether the China form starts with a byte order mark, as the real one does. Default true. */
  readonly bom?: boolean;
}
