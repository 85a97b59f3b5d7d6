import { focusColumns } from "../focus-columns";
import type { FocusCellReader } from "./assume-focus-value";
import { type FocusImportColumn, focusImportColumns, type FocusImportKind } from "./focus-import-column";
import { decision, FocusNotes, rankOf } from "./focus-notes";
import type { FocusRowFault } from "./focus-row";
import type { FocusColumnPlan } from "./plan-focus-columns";
import { type FocusValue, type FocusValueKind, toFocusValue } from "./to-focus-value";
import { rememberLast } from "../../memoize";

/**
 * The columns that each row of a bill has to itself: its amounts, quantities and times, and what follows from them. No other column follows from one of these,
 * so that all others are decided once for the rows that share them.
 */
export const rowColumns: ReadonlySet<FocusImportColumn> = new Set<FocusImportColumn>([
  ...focusImportColumns.filter(({ kind }) => kind === "amount" || kind === "quantity" || kind === "day").map(({ name }) => name),
  "ChargePeriodStart",
  "ChargePeriodEnd",
  // It has the block size before it where quantities are repaired, and says whose a list cost is.
  "PricingUnit",
  "x_ListCostSource",
]);

/**
 * The cells that each row of a file has to itself. A cell without a column may be one all the same, by the name of what it holds: it is kept with the row,
 * and nothing follows from it.
 */
export function ownFocusCells({ cellOf, unknown }: FocusColumnPlan): readonly number[] {
  const shared = new Set([...cellOf].filter(([name]) => !isOfNumbers(name)).map(([, cell]) => cell));
  const ofColumns = [...cellOf].filter(([name, cell]) => isOfNumbers(name) && !shared.has(cell)).map(([, cell]) => cell);
  return [...new Set([...ofColumns, ...unknown.filter(({ header }) => variesByRow.test(header)).map(({ index }) => index)])];
}

function isOfNumbers(name: FocusImportColumn): boolean {
  return rowColumns.has(name) && name !== "PricingUnit" && name !== "x_ListCostSource";
}

const variesByRow = /cost|price|quantity|amount|usage_?date|hours?$|discounts|credits$|reference_?number|line_?item_?id/i;

/** What is known of a row so far, and what was noted on the way. */
export class FocusRecord {
  readonly read: FocusCellReader = (column) => this.cells[focusPosition(column)] ?? null;
  readonly #headerOf: (column: FocusImportColumn) => string;

  constructor(
    readonly cells: (string | null)[],
    headerOf: (column: FocusImportColumn) => string,
    readonly notes = new FocusNotes(),
  ) {
    this.#headerOf = headerOf;
  }

  write(column: FocusImportColumn, value: string | null): void {
    this.cells[focusPosition(column)] = value;
  }

  /** Another value than the file has: that one is kept. */
  correct(rank: number, column: FocusImportColumn, value: string | null): void {
    const before = this.read(column);
    if (before === value) return;
    if (before !== null) this.notes.keepBefore(rank, this.#headerOf(column), before);
    this.write(column, value);
  }
}

/** Why a row is refused, and at which decision: of several reasons the first counts. */
export interface RankedFault {
  readonly rank: number;
  readonly fault: FocusRowFault;
}

/** A column that a file fills. */
export interface FilledColumn {
  readonly name: FocusImportColumn;
  readonly header: string;
  readonly kind: FocusValueKind;
  readonly position: number;
  /** Of what is noted of its cell. */
  readonly rank: number;
  /** In the rows of the file. */
  readonly index: number;
  readonly toValue: (text: string) => FocusValue;
}

/** The wanted columns that a file fills, in the order of the table, whatever order the file has. */
export function filledColumns(
  { cellOf, headers }: FocusColumnPlan,
  isWanted: (name: FocusImportColumn) => boolean,
): readonly FilledColumn[] {
  return focusImportColumns.flatMap(({ name, kind }, position) => {
    const index = cellOf.get(name);
    if (index === undefined || !isWanted(name)) return [];
    const read = kindOf(name, kind);
    return [
      {
        name,
        header: headers[index] ?? name,
        kind: read,
        position,
        rank: rankOf(decision.cell, position),
        index,
        toValue: rememberLast((text) => toFocusValue(read, text)),
      },
    ];
  });
}

/** Reads cells into their columns; the first that refuses the row ends it. */
export function fillColumns(columns: readonly FilledColumn[], values: readonly (string | null)[], record: FocusRecord): RankedFault | null {
  const { cells, notes } = record;
  for (const { name, header, kind, position, rank, index, toValue } of columns) {
    const text = values[index];
    if (text === null || text === undefined || text === "") continue;
    const result = toValue(text);
    if ("fault" in result) {
      if (ofFocus.has(name)) return { rank, fault: { column: header, detail: `${quoteText(text)} ${result.fault}` } };
      // A column that FOCUS does not know may hold anything.
      notes.keep(rank, header, text);
      continue;
    }
    cells[position] = result.value === "" ? null : result.value;
    for (const problem of result.problems) notes.name(rank, problem);
    if (result.value !== text && (result.problems.length > 0 || keepsSpelling.has(kind))) notes.keep(rank, header, text);
  }
  return null;
}

/** Keeps the cells that have no column. */
export function keepUnknown(unknown: FocusColumnPlan["unknown"], values: readonly (string | null)[], notes: FocusNotes): void {
  for (const { header, index } of unknown) {
    const text = values[index];
    if (text !== null && text !== undefined && text !== "") notes.keep(rankOf(decision.unknownColumn, index), header, text);
  }
}

/** Where a column stands among the cells of a row. */
export function focusPosition(column: FocusImportColumn): number {
  return positions.get(column) ?? -1;
}

/** A text for an error, its beginning where it is long. */
export function quoteText(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function kindOf(name: FocusImportColumn, kind: FocusImportKind): FocusValueKind {
  if (name === "Tags" || name === "AllocatedTags") return "tags";
  if (name === "SkuPriceDetails") return "key-values";
  if (name === "BillingCurrency") return "currency";
  if (name === "PricingCurrency") return "pricing-currency";
  if (kind === "amount" && mandatory.has(name)) return "cost";
  if (kind !== "text" || trimmedNames.has(name) || name.endsWith("Id")) return kind === "text" ? "id" : kind;
  return ofFocus.has(name) && !/(?:Name|Description|SkuMeter)$/.test(name) ? "id" : "text";
}

const positions: ReadonlyMap<FocusImportColumn, number> = new Map(focusImportColumns.map(({ name }, position) => [name, position]));
const ofFocus: ReadonlySet<FocusImportColumn> = new Set(focusColumns.map(({ name }) => name));
const mandatory: ReadonlySet<FocusImportColumn> = new Set(focusColumns.filter(({ nullable }) => !nullable).map(({ name }) => name));
/** The names in a row that say whose it is. */
export const providerNames = ["x_ProviderName", "InvoiceIssuerName", "HostProviderName", "ServiceProviderName"] as const;
/** What is compared like an id, without being called one. */
const trimmedNames: ReadonlySet<FocusImportColumn> = new Set([...providerNames, "x_PublisherName", "x_ResourceGroupName"]);
/** Kinds whose value may be spelled otherwise than the cell. */
const keepsSpelling: ReadonlySet<FocusValueKind> = new Set(["id", "currency", "pricing-currency"]);
