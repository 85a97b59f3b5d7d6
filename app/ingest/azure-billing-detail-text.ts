import type { Charge } from "../domain/charge/charge";
import { chargeText } from "../pipeline/charge-text";
import { tabText } from "../pipeline/tab-text";

/** One line of TabSeparated for the table of the live charges: `azureBillingDetailColumns` in their order. `ingestedAt` is `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export function azureBillingDetailText(charge: Charge, unknownFields: number, ingestedAt: string): string {
  const { billing_account_id, currency, snapshot_id, charge_id, occurrence } = charge;
  const key = `${tabText(billing_account_id)}\t${tabText(currency)}\t${tabText(snapshot_id)}\t${charge_id}\t${occurrence}\t${ingestedAt}`;
  return `${key}\t${chargeText(charge, unknownFields)}\n`;
}
