import type { EaWireForm } from "../../domain/azure-ea/wire-form";
import { decimalLimits } from "../../domain/decimal/decimal-limits";
import { toPlainDecimal } from "../../domain/decimal/to-plain-decimal";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import { fetchBody } from "../http/fetch-body";
import type { Cell } from "../json/row-table";
import { PageReader } from "../json/page-reader";
import type { ControlTotals } from "../source";
import { SourceError } from "../source-error";
import { type EaClientOptions, type EaSlice, openEaRun, pageRequest } from "./run";

/**
 * What Azure's balance says the month costs, without and with the marketplace: its charges have an address of their own, but some enrollments get them
 * among the usage too. Empty when there is no balance, or none of this month yet.
 * A balance that is not one of this enrollment's month and currency is unusable, and says why.
 * @throws {SourceError} when Azure does not answer
 */
export async function readControlTotals(
  client: EaClientOptions,
  currency: string,
  slice: EaSlice,
  signal: AbortSignal,
): Promise<ControlTotals> {
  try {
    const balance = await readBalance(client, slice, signal);
    if (balance === null) return none;
    if (balance.currency !== null && balance.currency.toUpperCase() !== currency.toUpperCase()) {
      const said = balance.currency.slice(0, 10);
      return {
        totals: [],
        unusable: `EA's balance is in ${said}, and the enrollment is read as ${currency}: AZURE_EA_CURRENCY is that of the bill`,
      };
    }
    const usage = amount(balance.usage);
    const marketplace = balance.marketplace === null ? "0" : amount(balance.marketplace);
    if (marketplace === "0") return { totals: [{ name: "totalUsage", total: usage, leavesOut: null }], unusable: null };
    const both = new ExactSum(usage);
    both.add(marketplace);
    const totals = [
      { name: "totalUsage", total: usage, leavesOut: { name: "azureMarketplaceServiceCharges", cost: marketplace } },
      { name: "totalUsage + azureMarketplaceServiceCharges", total: both.toString(), leavesOut: null },
    ];
    return { totals, unusable: null };
  } catch (error) {
    if (error instanceof SourceError && error.kind === "not-found") return none;
    if (error instanceof SourceError && error.kind === "malformed") return { totals: [], unusable: error.message };
    throw error;
  }
}

const none: ControlTotals = { totals: [], unusable: null };

function amount(text: string): string {
  const plain = toPlainDecimal(text, decimalLimits.cost, "point");
  if (typeof plain !== "string") throw new SourceError("malformed", "the balance of EA is not a valid amount");
  return plain;
}

/** What EA itself says a month costs. Amounts are digits as they were sent. */
export interface Balance {
  /** The usage of the month without the marketplace. */
  readonly usage: string;
  /** What is bought in the marketplace, whose charges have an address of their own; null when the balance does not say. */
  readonly marketplace: string | null;
  /** Null when the balance does not say. */
  readonly currency: string | null;
}

/**
 * The balance summary of a month: an answer that the usage pages have no part in, and the only way to notice a server that leaves rows out and says
 * nothing. Null for the China form, which has none. Throws SourceError; `malformed` also for the balance of another enrollment or month.
 */
export async function readBalance(options: EaClientOptions, slice: EaSlice, signal: AbortSignal): Promise<Balance | null> {
  if (!hasBalance(options.form)) return null;
  const run = openEaRun(options, slice, signal);
  try {
    const url = new URL(`${run.prefix}billingPeriods/${slice.month.replace("-", "")}/balancesummary`, run.base);
    return await fetchBody<Balance>(run.http, pageRequest(run, url, 0, false), ({ body }) => {
      const reading = new PageReader().read(body, "");
      const member = (name: string): string | null => (reading.ok ? textOf(reading.members.get(name)) : null);
      const usage = member("totalusage");
      if (usage === null) throw new SourceError("malformed", "the response of EA is not a balance summary");
      refuseOther(slice, member("billingperiodid"), member("id"));
      return { usage, marketplace: member("azuremarketplaceservicecharges"), currency: member("currencycode") };
    });
  } finally {
    run.http.close();
  }
}

/** A balance says of which enrollment and month it is: `enrollments/100/billingperiods/202610/balancesummaries`. */
function refuseOther({ enrollment, month }: EaSlice, period: string | null, id: string | null): void {
  const [, idEnrollment] = /(?:^|\/)enrollments\/([^/]+)/i.exec(id ?? "") ?? [];
  const [, idPeriod] = /(?:^|\/)billingperiods\/(\d{4}-?\d{2})(?:\/|$)/i.exec(id ?? "") ?? [];
  for (const said of [period, idPeriod]) {
    if (typeof said === "string" && /^\d{4}-?\d{2}$/.test(said) && said.replace("-", "") !== month.replace("-", ""))
      throw new SourceError("malformed", `EA answered with the balance of ${said} instead of ${month}`, { code: "month-mismatch" });
  }
  if (idEnrollment !== undefined && decoded(idEnrollment).toLowerCase() !== enrollment.toLowerCase()) {
    throw new SourceError("malformed", `EA answered with the balance of another enrollment than ${enrollment}`, {
      code: "enrollment-mismatch",
    });
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function textOf(cell: Cell | undefined): string | null {
  return typeof cell === "string" && cell.trim() !== "" ? cell.trim() : null;
}

function hasBalance(form: EaWireForm): boolean {
  switch (form) {
    case "china":
      return false;
    case "consumption-v2":
    case "consumption-v3":
    case "custom-date-v2":
    case "custom-date-v3":
      return true;
  }
}
