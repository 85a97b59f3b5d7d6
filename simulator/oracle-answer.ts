/** What the simulated bill adds up to, exactly. Costs are plain decimal text. */
export interface OracleAnswer {
  readonly enrollment: string;
  readonly month: string;
  readonly revision: number;
  readonly throughDay: number;
  readonly rows: number;
  readonly cost: string;
  /** By `YYYY-MM-DD`. */
  readonly byDay: Readonly<Record<string, OracleTotal>>;
  /** By subscription guid; `""` holds enrollment-level charges. */
  readonly bySubscription: Readonly<Record<string, OracleTotal>>;
  readonly byMeterCategory: Readonly<Record<string, OracleTotal>>;
}

export interface OracleTotal {
  readonly rows: number;
  readonly cost: string;
}
