import { countDecimals } from "./count-decimals";
import { toDecimalText } from "../../decimal/to-decimal-text";

/** The exact product of two plain decimal texts. */
export function multiplyDecimals(a: string, b: string): string {
  return toDecimalText(BigInt(a.replace(".", "")) * BigInt(b.replace(".", "")), countDecimals(a) + countDecimals(b));
}
