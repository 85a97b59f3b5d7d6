import { memoize } from "../../memoize";
import { trimInvisible } from "../../trim-invisible";
import { assumedColumns, assumeFocusValue, judgeFocusCosts } from "./assume-focus-value";
import { contentOf, FocusRowContent, Utf8Writer } from "./focus-row-content";
import type { FocusImportColumn } from "./focus-import-column";
import type { FocusImportProblem } from "./focus-import-problem";
import { decision, type FocusNotes, type NamedProblem, problemsOf, rankOf, sourceColumnsOf } from "./focus-notes";
import { fillColumns, filledColumns, focusPosition, FocusRecord, keepUnknown, ownFocusCells, quoteText, rowColumns } from "./focus-record";
import type { FocusRow, FocusRowFault } from "./focus-row";
import { compileFocusSubjectReader, type FocusSubject, mandatoryColumns } from "./focus-subject";
import { isDayUnclear, localDay, type LocalPeriod } from "./local-period";
import type { FocusColumnPlan } from "./plan-focus-columns";
import { repairFocusCells } from "./repair-focus-cells";
import { toFocusDateTime } from "./to-focus-date-time";

/**
 * Reads the cells of one row, as many as the header has; null and the empty text are both null, as in CSV. `kind`: of rows that agree in all cells but those
 * of `ownFocusCells`; null where they were not compared.
 */
export type FocusRowReader = (values: readonly (string | null)[], kind?: FocusRowKind | null) => FocusRow | FocusRowFault;

/** What rows share that agree in all cells but their own. */
interface FocusRowKind {
  /** A place for what follows from these cells. It is of one reader: another one finds the other's there, and replaces it. */
  remembered: unknown;
}

/**
 * Makes the function that turns a row of a file into the columns of 1.4. It is total: a row comes back, with what was changed named and kept, or the one
 * column that makes it unreadable. What the rows of a kind share is decided at the first two of them and remembered. `sha256` answers hexadecimal digits.
 */
export function compileFocusRowReader(plan: FocusColumnPlan, sha256: (data: string | Uint8Array) => string): FocusRowReader {
  const { cellOf, headers } = plan;
  const readSubject = compileFocusSubjectReader(plan, sha256);
  const headerOf = (column: FocusImportColumn): string => headers[cellOf.get(column) ?? -1] ?? column;
  const textOf = (column: FocusImportColumn, values: readonly (string | null)[]): string => values[cellOf.get(column) ?? -1] ?? "";
  const filled = filledColumns(plan, (name) => rowColumns.has(name) && name !== "PricingUnit" && name !== "x_ListCostSource");
  const own = new Set(ownFocusCells(plan));
  const unknown = plan.unknown.filter(({ index }) => own.has(index));
  const owner = {};
  const out = new Utf8Writer();

  /** The subject of the rows of a kind; null for a row of none, and for the first of its kind, of which there may be no other. */
  const remembered = (values: readonly (string | null)[], kind: FocusRowKind | null): ReadSubject | null => {
    if (kind === null) return null;
    const known = kind.remembered;
    if (known instanceof ReadSubject && known.owner === owner) return known;
    const subject = known === owner ? new ReadSubject(readSubject(values), plan, owner) : null;
    kind.remembered = subject ?? owner;
    return subject;
  };

  return (values, kind = null) => {
    const known = remembered(values, kind);
    const subject = known?.subject ?? readSubject(values);
    // A row that stands alone goes on with what its subject is made of: a copy is for the next row.
    const record =
      known === null ? new FocusRecord(subject.cells, headerOf, subject.notes) : new FocusRecord(subject.cells.slice(), headerOf);
    const { notes } = record;
    const fault = fillColumns(filled, values, record);
    const first = subject.fault !== null && (fault === null || subject.fault.rank < fault.rank) ? subject.fault : fault;
    if (first !== null && first.rank < rankOf(decision.mandatory)) return first.fault;
    if (!listCostSources.has(record.read("x_ListCostSource") ?? ""))
      record.write("x_ListCostSource", record.read("ListCost") === null ? "contracted" : "provider");
    for (const [place, name] of assumedColumns.entries()) {
      if (!rowColumns.has(name) || record.read(name) !== null) continue;
      const value = assumeFocusValue(name, record.read);
      record.write(name, value);
      if (value !== null && cellOf.has(name)) notes.name(rankOf(decision.assumed, place), "value-assumed");
    }
    const empty = mandatoryOfRow.find(({ place, position }) => place > subject.emptyAt || record.cells[position] === null);
    const emptyAt = Math.min(subject.emptyAt, empty?.place ?? Infinity);
    const emptyName = mandatoryColumns[emptyAt];
    if (emptyName !== undefined) return emptyFault(emptyName, values);
    if (first !== null) return first.fault;
    const { period } = subject;
    if (period === null) throw new TypeError("a subject without a fault has a period");

    if (subject.provider === "Microsoft") {
      const repair = repairFocusCells(record.read);
      if (repair.kind !== "fine")
        notes.name(rankOf(decision.blockSize), repair.kind === "repaired" ? "block-size-repaired" : "block-size-suspected");
      for (const [name, value] of repair.kind === "repaired" ? repair.values : []) record.correct(rankOf(decision.blockSize), name, value);
    }
    for (const problem of judgeFocusCosts(record.read)) notes.name(rankOf(decision.costs), problem);
    judgeTimes(values, subject, period, record);
    keepUnknown(unknown, values, notes);
    const sourceColumns = known === null ? sourceColumnsOf(notes.kept, []) : known.content.sourceColumns(notes);
    return {
      provider: subject.provider,
      account: subject.account,
      billingAccountText: subject.billingAccountText,
      period: period.period,
      periodEnd: subject.periodEnd,
      currency: subject.currency,
      cost: record.read("BilledCost") ?? "0",
      commitment:
        subject.commitmentId === null
          ? null
          : { id: subject.commitmentId, isPurchase: subject.isPurchase, effectiveCost: record.read("EffectiveCost") ?? "0" },
      shared: subject.cells,
      cells: record.cells,
      problems: known === null ? problemsOf(notes.problems, []) : known.problems(notes),
      sourceColumns,
      contentHash: sha256(known === null ? contentOf(record.cells, sourceColumns) : known.content.of(record.cells, sourceColumns, out)),
    };
  };

  function emptyFault(column: (typeof mandatoryColumns)[number], values: readonly (string | null)[]): FocusRowFault {
    const text = trimInvisible(textOf(column, values));
    if (text !== "") return { column: headerOf(column), detail: `${quoteText(text)} means no value, but this column requires one` };
    const detail = cellOf.has(column) ? "is empty" : "is not in the file, and no other column of the row implies its value";
    return { column: headerOf(column), detail };
  }

  function judgeTimes(values: readonly (string | null)[], subject: FocusSubject, period: LocalPeriod, record: FocusRecord): void {
    const { read, notes } = record;
    const [start, end] = [read("ChargePeriodStart") ?? "", read("ChargePeriodEnd") ?? ""];
    if (isLocal(period)) {
      record.correct(rankOf(decision.localTime), "x_UsageDate", localDay(start, period));
      notes.name(rankOf(decision.localTime), "local-time");
      if (isDayUnclear(start, end, period)) notes.name(rankOf(decision.localTime), "local-day-unclear");
    }
    const clock = judgeClock(textOf("ChargePeriodStart", values), textOf("BillingPeriodStart", values), period);
    if (clock !== null) notes.name(rankOf(decision.clock), clock);
    const billStart = read("BillingPeriodStart") ?? "";
    const periodFault = findPeriodFault(start, end, billStart, subject.periodEnd, subject.isUsage);
    if (periodFault !== null) notes.name(rankOf(decision.chargePeriod), periodFault);
  }
}

/** A subject, and what rows about it are made of. */
class ReadSubject {
  readonly content: FocusRowContent;
  #problems: readonly FocusImportProblem[] = [];
  /** What was named of the row whose problems these are. */
  #named: readonly NamedProblem[] | null = null;

  constructor(
    readonly subject: FocusSubject,
    plan: FocusColumnPlan,
    readonly owner: object,
  ) {
    this.content = new FocusRowContent(subject, plan);
  }

  /** The problems of a row about it, the same list for rows of which the same was named. */
  problems({ problems }: FocusNotes): readonly FocusImportProblem[] {
    const named = this.#named;
    const isSame =
      named?.length === problems.length &&
      problems.every(({ rank, code }, index) => named[index]?.rank === rank && named[index].code === code);
    if (!isSame) {
      this.#named = problems;
      this.#problems = problemsOf(this.subject.notes.problems, problems);
    }
    return this.#problems;
  }
}

/** Whether a charge and its bill may go by different clocks, which moves a charge to another day. */
function judgeClock(chargeStart: string, periodStart: string, period: LocalPeriod): "time-converted" | "time-zone-missing" | null {
  const [charge, bill] = [toFocusDateTime(chargeStart), toFocusDateTime(periodStart)];
  if (charge === null || bill === null) return null;
  if (!isLocal(period)) return charge.offset === null || charge.offset === 0 ? null : "time-converted";
  return charge.offset === null && bill.offset !== null ? "time-zone-missing" : null;
}

function isLocal({ startOffset, endOffset }: LocalPeriod): boolean {
  return startOffset !== 0 || endOffset !== 0;
}

/** Whether the period of a charge cannot be: it ends before it begins, it is usage that ends after its own bill, or it begins a year from its bill. */
function findPeriodFault(
  start: string,
  end: string,
  billStart: string,
  billEnd: string,
  isUsage: boolean,
): "charge-period-backwards" | "charge-period-far" | null {
  const [starts, ends, billStarts, billEnds] = [timeOf(start), timeOf(end), timeOf(billStart), timeOf(billEnd)];
  if (ends < starts) return "charge-period-backwards";
  const isAhead = isUsage && ends > billEnds + day;
  return isAhead || starts > billEnds + 366 * day || starts < billStarts - 366 * day ? "charge-period-far" : null;
}

const day = 86_400_000;
const timeOf = memoize(1000, (instant) => Date.parse(`${instant.replace(" ", "T")}Z`));
const mandatoryOfRow = mandatoryColumns.flatMap((name, place) => (rowColumns.has(name) ? [{ place, position: focusPosition(name) }] : []));
const listCostSources: ReadonlySet<string> = new Set(["price-sheet", "pay-as-you-go", "contracted", "provider"]);
