import { totalText } from "./total-text";
import { productLines } from "./product-lines";
import type { OracleAnswer } from "./oracle-answer";

/**
 * The balance summary of a month: what Azure itself costs, and the marketplace beside it. `elsewhere`: what the marketplace costs when none of it is among the
 * rows; undefined: it is what the rows of its own meter category cost.
 */
export function balanceBody(id: string, month: string, totals: OracleAnswer | undefined, elsewhere: string | undefined): Buffer {
  const marketplace = productLines.find((line) => line.kind === "marketplace")?.category ?? "";
  const among = elsewhere === undefined ? (totals?.byMeterCategory[marketplace]?.cost ?? "0") : "0";
  const usage = subtract(totals?.cost ?? "0", among);
  const period = month.replace("-", "");
  return Buffer.from(
    `{"id":"${id}","billingPeriodId":${period},"currencyCode":"CNY","totalUsage":${usage},"azureMarketplaceServiceCharges":${elsewhere ?? among}}`,
  );
}

function subtract(a: string, b: string): string {
  return totalText(scaled(a) - scaled(b));
}

function scaled(text: string): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + fraction.padEnd(18, "0"));
  return text.startsWith("-") ? -value : value;
}
