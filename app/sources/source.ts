import type { Dispatcher } from "undici";
import type { ZodType, ZodTypeDef } from "zod";
import type { BusinessMetricValue } from "../domain/business-metric/business-metric-value";
import type { BillingMonth } from "../domain/calendar/billing-month";
import type { BillingPeriod } from "../domain/calendar/billing-period";
import type { ReservationRecord } from "../domain/commitment/reservation-record";
import type { Emission } from "../domain/emission/emission";
import type { InvoiceLine } from "../domain/focus/import/read-invoice-line";
import type { FocusRow } from "../domain/focus/import/focus-row";
import type { SheetPrice } from "../domain/focus/price-sheet/read-sheet-price";
import type { ControlTotal } from "../domain/snapshot/control-total";
import type { AllowedFolders } from "./objects/allowed-folders";
import type { RowTable } from "./json/row-table";
import type { SourceError, SourceErrorKind } from "./source-error";

/**
 * How bills arrive. A source knows addresses, credentials, formats and what can go wrong with them; it knows nothing of snapshots, tables or leases, and
 * keeps nothing between two calls. What is published is the only state: the pipeline asks what there is and reads what it does not have.
 */
export interface Source<Config, Cursor> {
  readonly spec: SourceSpec<Config, Cursor>;
  /** Named probes without side effects, in order; the first that fails is the last. Throws nothing but bugs. */
  check(config: Config, context: SourceContext): Promise<readonly Probe[]>;
  /** What can be had now. A source that cannot list offers what is wanted. Throws SourceError and nothing else, as all below. */
  discover(config: Config, wanted: WantedDeliveries, context: SourceContext): AsyncIterable<Delivery>;
  /**
   * One delivery, part by part, in an order that is the same each time. It has been read only when the iteration ends by itself: whatever goes wrong, also
   * after the last part, is thrown, and then nothing of it is published. Stopping early, or aborting the signal, ends all requests.
   */
  read(config: Config, delivery: Delivery, options: ReadOptions<Cursor>, context: SourceContext): AsyncIterable<Part<Cursor>>;
  /** A second opinion on the total, where the provider gives one. */
  controlTotals?(config: Config, delivery: Delivery, context: SourceContext): Promise<ControlTotals>;
}

export interface SourceSpec<Config, Cursor> {
  /** `azure-ea`: in logs, metrics and tables. */
  readonly id: string;
  readonly title: string;
  /** Changes when the rows read from the same bytes do. */
  readonly version: string;
  /** What its parts are, which a configuration may choose. */
  readonly yields: (config: Config) => PartContent["kind"];
  /** From it come validation, JSON Schema, the form and the docs. A secret in it is a reference. */
  readonly config: ZodType<Config, ZodTypeDef, unknown>;
  /**
   * Fields of the configuration, such as `requestsPerMinute` or `storage.credentials`, that decide neither which rows there are nor what they become. A change of
   * any other field is another version of each delivery: what was stored with the field as it was is not gone on with, and what is published is read anew.
   */
  readonly withoutEffect: readonly string[];
  /** A place in a delivery, as JSON. A stored one that is none any more makes the delivery start over. */
  readonly cursor: ZodType<Cursor, ZodTypeDef, unknown>;
}

/** One complete bill of one account and period, or files whose rows say which bills they are. */
export interface Delivery {
  /** For logs and errors: `100100 2026-10`. */
  readonly name: string;
  /** The billing account that it is kept under; null: its rows say. */
  readonly account: string | null;
  /** FOCUS BillingAccountName of rows that do not name the account; empty when it is not known. */
  readonly accountName: string;
  /** Null: its rows say. Only a delivery that names account and period can be resumed; another is read anew after a crash. */
  readonly period: BillingPeriod | null;
  /** ISO 4217; null: its rows say. */
  readonly currency: string | null;
  /** Changes when the delivery does, such as a hash of names, sizes and ETags; null: only reading it can tell. The connection adds what the configuration decides. */
  readonly version: string | null;
  /** As the provider's manifest counts them; null when it does not. The seal compares. */
  readonly rows: number | null;
  readonly files: readonly DeliveryFile[];
  /**
   * Why it cannot be read although it is there, such as a newest manifest that is cut off: an older one in its place would be a wrong number that nobody is told
   * of. It is not read, and named in each look; other deliveries are read all the same.
   */
  readonly fault?: SourceError;
}

export interface DeliveryFile {
  readonly name: string;
  /** Null when it is known only by reading it. */
  readonly bytes: number | null;
  /** Changes when the bytes do; null when the storage has none. */
  readonly version: string | null;
  /** As the provider's manifest counts them; null when it does not. */
  readonly counted: { readonly bytes: number | null; readonly rows: number | null } | null;
}

/** What the pipeline would like to know of. A source that lists by itself may offer more. */
export interface WantedDeliveries {
  readonly months: readonly BillingMonth[];
}

export interface ReadOptions<Cursor> {
  /** Where to go on: the `next` of the last part that is safely stored. Null: from the beginning. */
  readonly from: Cursor | null;
  /** Only the first part will be taken: nothing need be fetched ahead. */
  readonly peek: boolean;
  /** An operator knows that whole parts are of earlier months. */
  readonly acceptLate: boolean;
  /** An operator knows that the bill has the rows of a part twice. */
  readonly acceptRepeatedPages: boolean;
}

export interface Part<Cursor> {
  readonly content: PartContent;
  /** Equal for equal parts, to notice one that came twice or has changed: sha-256 of its rows as they were written. Empty: nobody looks. */
  readonly hash: string;
  /** Where the next part begins; null after the last. */
  readonly next: Cursor | null;
}

/** Rows of a bill, or records that are no charges. */
export type PartContent = BillContent | RecordContent;

/** Rows of Azure's usage, which are enriched and then mapped to FOCUS; or rows that are FOCUS already. */
export type BillContent =
  | { readonly kind: "azure-usage"; readonly table: RowTable }
  | {
      readonly kind: "focus";
      /** The version of FOCUS that they were written in. */
      readonly version: string;
      readonly rows: readonly FocusRow[];
      readonly file: string;
      /** Of each row: its line in the file, from 1. */
      readonly lines: readonly number[];
    };

/**
 * Records of an account and a month, which are kept as one set: a later one of the month takes its place, and no other. Business metrics are of no account: each
 * value takes the place of the earlier one of its entity, metric and day, as one that is posted does.
 */
export type RecordContent =
  | (RecordCounts & { readonly kind: "prices"; readonly rows: readonly SheetPrice[] })
  | (RecordCounts & { readonly kind: "emissions"; readonly rows: readonly Emission[] })
  | (RecordCounts & { readonly kind: "reservations"; readonly rows: readonly ReservationRecord[] })
  | (RecordCounts & { readonly kind: "invoices"; readonly rows: readonly InvoiceLine[] })
  | (RecordCounts & { readonly kind: "business-metrics"; readonly rows: readonly BusinessMetricValue[] });

interface RecordCounts {
  /** How many rows of the source they are of. */
  readonly read: number;
  /** Rows that are not meant, such as prices of reservations. */
  readonly others: number;
  /** What is wrong with rows, with their place. */
  readonly problems: readonly string[];
}

/** Whether what a source yields are records, and not a bill. */
export function isRecordKind(kind: PartContent["kind"]): kind is RecordContent["kind"] {
  return kind === "prices" || kind === "emissions" || kind === "reservations" || kind === "invoices" || kind === "business-metrics";
}

/** Whether a part has records, and no rows of a bill. */
export function isRecordContent(content: PartContent): content is RecordContent {
  return isRecordKind(content.kind);
}

/** What a source itself says that a delivery costs, or in words why that cannot be compared with the rows. */
export interface ControlTotals {
  /** Empty where it says nothing. */
  readonly totals: readonly ControlTotal[];
  readonly unusable: string | null;
}

/** What one look found, for the person who configures the source: `name` is what was looked at, `hint` what to do and in which field. */
export type Probe =
  | { readonly name: string; readonly ok: true; readonly detail: string }
  | { readonly name: string; readonly ok: false; readonly kind: SourceErrorKind; readonly hint: string };

/** Everything that a source needs of the outside. A test gives it a clock that jumps and a server of its own. */
export interface SourceContext {
  readonly http: HttpAccess;
  readonly objects: ObjectAccess;
  readonly clock: SourceClock;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  readonly secret: (reference: SecretReference) => Secret;
  readonly signal: AbortSignal;
  /** Retries and waits. The pipeline gives them ids and makes log lines and metrics of them. */
  readonly heard: (event: SourceEvent) => void;
}

/** What of a context lives longer than one run. */
export type SourceSurroundings = Omit<SourceContext, "signal" | "heard">;

export interface HttpAccess {
  readonly dispatcher: Dispatcher;
  /**
   * What all requests share that a server counts together: their rate and its breaker. One for each `budget`, whatever the connection: an origin, or an origin and
   * a tenant where the server counts by tenant, such as `https://management.azure.com contoso`.
   */
  readonly gate: (budget: string, requestsPerMinute: number) => RequestGate;
}

/** A rate that is kept by all processes together. */
export interface SharedRates {
  /** Takes a turn and returns how many milliseconds to wait for it; null when nobody can tell, and each process keeps the rate by itself. */
  take(budget: string, rate: Rate): Promise<number | null>;
}

/** How often requests may start: on average `perMinute`, and up to `burst` at once after a pause. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

export interface RequestGate {
  /** Resolves with the milliseconds waited when a request may start, which must then be reported. Rejects with the signal's reason. */
  admit(signal: AbortSignal): Promise<GateWait>;
  report(health: "good" | "bad" | "unknown"): void;
}

/** Milliseconds: for the rate, and for a server that is down. */
export interface GateWait {
  readonly rateMs: number;
  readonly breakerMs: number;
}

/** How object storage is reached: connections that refuse private addresses, the hosts that the operator allows all the same, and the folders of this machine. */
export interface ObjectAccess {
  readonly dispatcher: Dispatcher;
  readonly allowedHosts: readonly string[];
  readonly allowedFolders: AllowedFolders;
}

/** Files in a folder, a bucket or a container, by their names under one root. All throw SourceError and nothing else. */
export interface ObjectReader {
  list(prefix: string, signal: AbortSignal): AsyncIterable<StoredObject>;
  /** Null when there is no such file. */
  stat(name: string, signal: AbortSignal): Promise<StoredObject | null>;
  /** The bytes of the version that was listed, or some of them. Throws `changed` when there is another one by now. */
  read(object: StoredObject, signal: AbortSignal, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** How the engine reads a Parquet file itself, which costs less than passing it on; null: it cannot, or not without a secret in its logs. */
  engineTable(object: StoredObject): EngineTable | null;
}

/** Stores files in a folder, a bucket or a container, for what delivers there. Throws SourceError and nothing else. */
export interface ObjectWriter {
  /** Stores a file under a name, in place of one that is there. Storing the same again changes nothing. */
  put(object: { readonly name: string; readonly bytes: Uint8Array; readonly contentType: string }, signal: AbortSignal): Promise<void>;
}

/**
 * A table function of ClickHouse, given a literal of columns and types. The secrets in it are arguments that ClickHouse hides in its logs and in
 * `system.query_log`; bound parameters stand in the address of the request, which a server writes to its trace log.
 */
export type EngineTable = (structure: string) => string;

/** From a byte on, up to another one that is not part of it. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

export interface StoredObject {
  readonly name: string;
  readonly bytes: number;
  /** Opaque; differs when the bytes do. */
  readonly version: string;
  /** Of the bytes, in base64, where the store knows it. */
  readonly md5?: string;
}

export interface SourceClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Where a secret is, never the secret. */
export interface SecretReference {
  /** The name of a variable of the environment. */
  readonly env: string;
}

export interface Secret {
  /** Only what sends it asks. */
  reveal(): string;
}

/** What happened on the way to a part; it waits for its turn, for a server that is down, or for a report that is being made. Times in milliseconds; nothing in it is secret. */
export type SourceEvent =
  | {
      readonly type: "retry";
      readonly part: number;
      readonly kind: SourceErrorKind;
      readonly reason: string;
      readonly delayMs: number;
      readonly askedByServer: boolean;
    }
  | { readonly type: "wait"; readonly part: number; readonly reason: "rate" | "breaker" | "report"; readonly ms: number };
