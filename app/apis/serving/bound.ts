/** A value for ClickHouse, bound with its type and never part of a statement's text. */
export class Bound {
  readonly type: string;
  readonly value: string | number | readonly string[];

  private constructor(type: string, value: string | number | readonly string[]) {
    this.type = type;
    this.value = value;
  }

  static text(value: string): Bound {
    return new Bound("String", check(value, typeof value === "string"));
  }

  static texts(values: readonly string[]): Bound {
    return new Bound("Array(String)", check(values, Array.isArray(values) && values.every((one) => typeof one === "string")));
  }

  /** `YYYY-MM-DD`. */
  static date(value: string): Bound {
    return new Bound("Date", check(value, /^\d{4}-\d{2}-\d{2}$/.test(value)));
  }

  static count(value: number): Bound {
    return new Bound("UInt64", check(value, Number.isSafeInteger(value) && value >= 0));
  }

  /** Plain digits, as amounts travel everywhere. */
  static decimal(value: string): Bound {
    return new Bound("Decimal(76, 18)", check(value, /^-?\d{1,58}(\.\d{1,18})?$/.test(value)));
  }
}

/** Types are not enough where a value came from outside: what is checked by the caller's types may be anything at run time. */
function check<T>(value: T, isGood: boolean): T {
  if (!isGood) throw new Error(`Cannot bind this ${typeof value} as a value of a statement`);
  return value;
}
