import { PageReader } from "../json-rows/page-reader";
import { EaApiError } from "./ea-api-error";
import type { EaClientOptions } from "./ea-client-options";
import type { EaSlice } from "./ea-slice";
import type { EaWireForm } from "./ea-wire-form";
import { fetchBody } from "./fetch-body";
import { openRun } from "./open-run";

/** What EA itself says a month costs, as digits. The rows of a month add up to the sum of both. */
export interface UsageTotal {
  readonly usage: string;
  readonly marketplace: string;
}

/**
 * The month's control total from EA's balance summary, an answer that the usage pages have no part in; null for the China form, which has none.
 * It is the only way to notice a server that leaves rows out and says nothing. Throws EaApiError.
 */
export async function readUsageTotal(options: EaClientOptions, slice: EaSlice, signal: AbortSignal): Promise<UsageTotal | null> {
  if (!hasBalance(options.form)) return null;
  const run = openRun(options, slice, signal);
  try {
    const url = new URL(`${run.prefix}billingPeriods/${slice.month.replace("-", "")}/balancesummary`, run.base);
    const { value } = await fetchBody<UsageTotal>(run, { url, index: 0, laterPage: false }, ({ body }) => {
      const reading = new PageReader().read(body, "");
      const usage = reading.ok ? reading.members.get("totalusage") : undefined;
      const marketplace = reading.ok ? (reading.members.get("azuremarketplaceservicecharges") ?? "0") : undefined;
      if (typeof usage === "string" && typeof marketplace === "string") return { usage, marketplace };
      throw new EaApiError("malformed", "EA answered with something that is not a balance summary");
    });
    return value;
  } finally {
    run.close();
  }
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
