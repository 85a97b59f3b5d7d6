import type { Role } from "../domain/access/role";
import type { RequestRate } from "../domain/access/request-budget";

/** Who may ask, as the environment and Moose's command line say. */
export interface AccessSettings {
  readonly production: boolean;
  /** PBKDF2 hashes from `moose generate hash-token`; undefined: no such key. */
  readonly consumptionKeyHash: string | undefined;
  readonly adminKeyHash: string | undefined;
  readonly ingestKeyHash: string | undefined;
  /** Moose has a public key to verify tokens with. Whether it enforces them or not, an API without a verified token answers 401. */
  readonly jwt: boolean;
  readonly consumptionKeyRole: Role;
  /** Origins, such as `https://finops.example.com`, whose pages may read answers. Same origin always may. */
  readonly allowedOrigins: readonly string[];
  readonly rate: RequestRate;
  /** The ClickHouse user for reading, where the engine has users (ops/clickhouse/reader.sql); undefined: Moose's, with readonly = 1. */
  readonly clickhouseReader: { readonly username: string; readonly password: string } | undefined;
}
