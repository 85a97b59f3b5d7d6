/// <reference lib="es2023.intl" />
import { type DecimalText, isDecimalText, signOf } from "./amount";

/** `rounded`: the digits of the currency, two for most. `exact`: every digit. `compact`: for axes. */
export type AmountStyle = "rounded" | "exact" | "compact";

const formats = new Map<string, Intl.NumberFormat>();

/** A format of its own for each amount takes twenty times as long. */
function formatOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const found = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, found);
  return found;
}

/**
 * An amount in words of a locale, made of its text: `Intl` rounds the digits themselves, half away from zero, and no digit goes through a float.
 * An amount that would be shown as zero and is none is `<0.01` or `>-0.01`.
 */
export function formatAmount(amount: string, currency: string | null, locale: string, style: AmountStyle = "rounded"): string {
  if (!isDecimalText(amount)) return amount;
  const isCode = currency !== null && /^[A-Z]{3}$/.test(currency);
  const money: Intl.NumberFormatOptions = isCode ? { style: "currency", currency } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  switch (style) {
    case "exact":
      return formatOf(locale, { ...money, minimumFractionDigits: 2, maximumFractionDigits: 20 }).format(amount);
    case "compact": {
      const isTiny = /^-?0\.00/.test(amount) && signOf(amount) !== 0;
      return isTiny
        ? rounded(amount, locale, money)
        : formatOf(locale, { ...money, notation: "compact", maximumSignificantDigits: 4 }).format(amount);
    }
    case "rounded":
      return rounded(amount, locale, money);
  }
}

function rounded(amount: DecimalText, locale: string, money: Intl.NumberFormatOptions): string {
  const format = formatOf(locale, money);
  const text = format.format(amount);
  const sign = signOf(amount);
  if (sign === 0 || /[1-9]/.test(text)) return text;
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const least = `${sign < 0 ? "-" : ""}${digits === 0 ? "1" : `0.${"1".padStart(digits, "0")}`}`;
  return isDecimalText(least) ? `${sign < 0 ? ">" : "<"}${format.format(least)}` : text;
}

/** A share such as "0.5189" as "51.9%" in words of the locale; one that would be shown as zero and is none is `<0.1%` or `>-0.1%`. */
export function formatShare(share: string, locale: string): string {
  if (!isDecimalText(share)) return share;
  const format = formatOf(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const text = format.format(share);
  const sign = signOf(share);
  if (sign === 0 || /[1-9]/.test(text)) return text;
  return sign < 0 ? `>${format.format("-0.001")}` : `<${format.format("0.001")}`;
}

/** A count or a quantity with the separators of the locale, every digit kept. */
export function formatCount(count: string, locale: string): string {
  if (!isDecimalText(count)) return count;
  return formatOf(locale, { maximumFractionDigits: 20 }).format(count);
}
