/** Exact totals of the simulated bill. Costs are plain decimal text. */
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
  /** Of the Cost Management schema; null of the legacy one, whose rows do not say what they are. */
  readonly focus: OracleFocus | null;
}

/** What FOCUS must come to. A value that a charge must not have is the empty key. */
export interface OracleFocus {
  readonly billed: string;
  readonly effective: string;
  readonly byChargeCategory: Readonly<Record<string, OracleFocusTotal>>;
  readonly byPricingCategory: Readonly<Record<string, OracleFocusTotal>>;
  readonly byCommitmentDiscountStatus: Readonly<Record<string, OracleFocusTotal>>;
}

export interface OracleFocusTotal {
  readonly rows: number;
  readonly billed: string;
  readonly effective: string;
}

export interface OracleTotal {
  readonly rows: number;
  readonly cost: string;
}
