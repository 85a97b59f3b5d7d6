/// <reference lib="es2023.intl" />
import { isDecimalText } from "../../money/amount";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Digits of bytes as "12.3 GB" in words of the locale. */
export function formatBytes(bytes: string, locale: string): string {
  if (!/^\d+$/.test(bytes)) return bytes;
  const size = BigInt(bytes);
  const power = Math.min(Math.floor((bytes.length - 1) / 3), units.length - 1);
  const tenths = (size * 10n) / 1000n ** BigInt(power);
  const unit = units[power] ?? "byte";
  const text = `${tenths / 10n}.${tenths % 10n}`;
  return isDecimalText(text) ? new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(text) : bytes;
}
