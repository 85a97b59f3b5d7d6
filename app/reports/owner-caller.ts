import { type Caller, includesRole } from "../domain/access/caller";
import { rightsOfTokenDays } from "../domain/report/report";
import type { KeptReport } from "../pipeline/reporting/report-store";
import type { AccessSettings } from "../runtime/config/access-settings";

/**
 * The caller that a report asks as: never with more rights than its owner had when they saved it. A key must still be accepted, and has no higher role than now;
 * the rights of a token end some time after. Names of people are masked. A text says why the report has no rights any more.
 */
export function ownerCaller(
  { owner: { name, via, role, accounts }, savedAt }: KeptReport,
  settings: Pick<AccessSettings, "production" | "adminKeyHash" | "consumptionKeyHash" | "consumptionKeyRole">,
  now: Date,
): Caller | string {
  const caller = { name, role, accounts, seesPersonalFields: false, expiresAt: null } as const;
  switch (via) {
    case "admin-key":
      return settings.adminKeyHash === undefined ? "the admin key is not set any more" : { ...caller, via };
    case "consumption-key": {
      if (settings.consumptionKeyHash === undefined) return "the consumption key is not set any more";
      const now = settings.consumptionKeyRole;
      return { ...caller, via, role: includesRole(role, now) ? now : role };
    }
    case "open":
      return settings.production || settings.consumptionKeyHash !== undefined
        ? "it was saved while the project was open"
        : { ...caller, via };
    case "jwt": {
      const days = (now.getTime() - Date.parse(savedAt)) / 86_400_000;
      return days > rightsOfTokenDays ? `its owner saved it more than ${rightsOfTokenDays} days ago; save it again` : { ...caller, via };
    }
    default:
      return "its owner's key gives no right to ask";
  }
}
