/** An error as ClickHouse tells it: a numeric code, its name, and the sentence after `DB::Exception:`. */
export class HttpException extends Error {
  constructor(
    readonly code: number,
    readonly codeName: string,
    message: string,
  ) {
    super(message);
  }
}
