import { memoize } from "./memoize";
import { trimInvisible } from "./trim-invisible";

/**
 * The ISO 4217 code that a text means: upper case, in plain letters where it has full-width ones, and the code of what people and banks write when
 * that can only be one currency: `CNY` for `RMB` and `CNH`, `USD` for `US$`. `$` and `¥` are several currencies and no code. A text that is not a code comes
 * back trimmed and in upper case, so that it equals none.
 */
export const readCurrencyCode: (text: string) => string = memoize(1000, (text) => {
  const code = trimInvisible(text.normalize("NFKC")).toUpperCase();
  return otherNames.get(code) ?? code;
});

/** Whether a text is an ISO 4217 code, as `readCurrencyCode` writes it. */
export function isCurrencyCode(code: string): boolean {
  return codes.has(code);
}

/** The alphabetic codes of ISO 4217 that are in use for money; without funds, metals and test codes. */
export const iso4217: readonly string[] = (
  "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE " +
  "CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS " +
  "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR " +
  "PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD " +
  "TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
).split(" ");

const codes: ReadonlySet<string> = new Set(iso4217);
/** NFKC makes the full-width signs of yuan and dollar those of ASCII and Latin-1. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["RMB", "CNY"],
  ["CNH", "CNY"],
  ["CN\u00a5", "CNY"],
  ["人民币", "CNY"],
  ["人民幣", "CNY"],
  ["US$", "USD"],
  ["\u20ac", "EUR"],
]);
