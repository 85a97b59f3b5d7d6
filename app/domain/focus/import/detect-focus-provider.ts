import { normalizeFocusHeader } from "./plan-focus-columns";

/** The names in a row that say whose it is, the most telling first. */
export interface FocusProviderNames {
  readonly provider: string | null;
  readonly invoiceIssuer: string | null;
  readonly hostProvider: string | null;
  readonly serviceProvider: string | null;
}

/**
 * Who made a row, by the first name in it that is one of the four clouds, and by the columns of the file when it has no name at all. The seller of a
 * marketplace charge is not asked before the cloud that invoices it. 21Vianet invoices for Microsoft's clouds in China.
 */
export function detectFocusProvider(names: FocusProviderNames, headers: readonly string[]): FocusProvider {
  const given = [names.provider, names.invoiceIssuer, names.hostProvider, names.serviceProvider].filter((name) => name !== null);
  for (const name of given) {
    const known = providerNames.find(([pattern]) => pattern.test(name));
    if (known !== undefined) return known[1];
  }
  // Our own exports have Microsoft's columns for the rows of every provider.
  if (given.length > 0) return "Other";
  const folded = headers.map(normalizeFocusHeader);
  return providerColumns.find(([columns]) => columns.some((column) => folded.includes(column)))?.[1] ?? "Other";
}

const providerNames: readonly (readonly [RegExp, FocusProvider])[] = [
  [/\b(?:aws|amazon)\b/i, "AWS"],
  [/\b(?:google|gcp)\b/i, "Google Cloud"],
  [/\b(?:microsoft|azure|21vianet)\b|blue cloud technology/i, "Microsoft"],
  [/\b(?:oracle|oci)\b/i, "Oracle"],
];

/** Columns that only one provider adds, folded by `normalizeFocusHeader`. */
const providerColumns: readonly (readonly [readonly string[], FocusProvider])[] = [
  [["xservicecode", "xdiscounts"], "AWS"],
  [["xcosttype", "xcurrencyconversionrate", "xcredits"], "Google Cloud"],
  [["xpricingblocksize", "xskumetercategory", "xbillingprofileid"], "Microsoft"],
  [["ocireferencenumber", "ocicompartmentid"], "Oracle"],
];

/** Whose file it is. `Other`: a provider of software or a tool; it is read by the same rules, and nothing is repaired. */
export const focusProviders = ["AWS", "Google Cloud", "Microsoft", "Oracle", "Other"] as const;

export type FocusProvider = (typeof focusProviders)[number];
