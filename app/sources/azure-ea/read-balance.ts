import { PageReader } from "../json/page-reader";
import type { Cell } from "../json/cell";
import { EaApiError } from "./ea-api-error";
import type { EaClientOptions } from "./ea-client-options";
import type { EaSlice } from "./ea-slice";
import type { EaWireForm } from "./ea-wire-form";
import { fetchBody } from "./fetch-body";
import { openRun } from "./open-run";

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
 * nothing. Null for the China form, which has none. Throws EaApiError; `malformed` also for the balance of another enrollment or month.
 */
export async function readBalance(options: EaClientOptions, slice: EaSlice, signal: AbortSignal): Promise<Balance | null> {
  if (!hasBalance(options.form)) return null;
  const run = openRun(options, slice, signal);
  try {
    const url = new URL(`${run.prefix}billingPeriods/${slice.month.replace("-", "")}/balancesummary`, run.base);
    const { value } = await fetchBody<Balance>(run, { url, index: 0, laterPage: false }, ({ body }) => {
      const reading = new PageReader().read(body, "");
      const member = (name: string): string | null => (reading.ok ? textOf(reading.members.get(name)) : null);
      const usage = member("totalusage");
      if (usage === null) throw new EaApiError("malformed", "EA answered with something that is not a balance summary");
      refuseOther(slice, member("billingperiodid"), member("id"));
      return { usage, marketplace: member("azuremarketplaceservicecharges"), currency: member("currencycode") };
    });
    return value;
  } finally {
    run.close();
  }
}

/** A balance says of which enrollment and month it is: `enrollments/100/billingperiods/202610/balancesummaries`. */
function refuseOther({ enrollment, month }: EaSlice, period: string | null, id: string | null): void {
  const [, idEnrollment] = /(?:^|\/)enrollments\/([^/]+)/i.exec(id ?? "") ?? [];
  const [, idPeriod] = /(?:^|\/)billingperiods\/(\d{4}-?\d{2})(?:\/|$)/i.exec(id ?? "") ?? [];
  for (const said of [period, idPeriod]) {
    if (typeof said === "string" && /^\d{4}-?\d{2}$/.test(said) && said.replace("-", "") !== month.replace("-", ""))
      throw new EaApiError("malformed", `EA answered with the balance of ${said} instead of ${month}`, { code: "month-mismatch" });
  }
  if (idEnrollment !== undefined && decoded(idEnrollment).toLowerCase() !== enrollment.toLowerCase()) {
    throw new EaApiError("malformed", `EA answered with the balance of another enrollment than ${enrollment}`, {
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
