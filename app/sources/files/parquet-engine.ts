/** What reading a Parquet file asks of ClickHouse, which has the only Parquet reader here. */
export interface ParquetEngine {
  /** Rows of a query, which may be long: it has the footer of a file in it. */
  readonly select: <Row>(query: string) => Promise<readonly Row[]>;
  /** Runs a statement without data. */
  readonly run: (statement: string) => Promise<void>;
  /** Runs an INSERT whose data is a file. */
  readonly insert: (statement: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Runs an INSERT that reads its data itself, and may have secrets in it. Rejects when the engine cannot reach the data. */
  readonly insertFrom: (statement: string) => Promise<void>;
  /** The bytes of a SELECT with its own FORMAT, as they come, read by one thread. */
  readonly stream: (query: string) => Promise<AsyncIterable<Uint8Array>>;
  /** Whether an error says that the engine read the data and would not have it; another one says nothing of the file. */
  readonly isRefusal: (error: unknown) => boolean;
  /** Hexadecimal digits of chance, for the name of a table. */
  readonly randomId: () => string;
}
