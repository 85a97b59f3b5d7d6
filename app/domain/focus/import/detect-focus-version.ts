import { focusColumns } from "../focus-columns";
import { earlierFocusColumns } from "./earlier-focus-columns";
import { type FocusVersion, focusVersions } from "./focus-version";
import { normalizeFocusHeader } from "./normalize-focus-header";

/**
 * The version of FOCUS that a file's columns speak: the newest that one of them came with. ProviderName was mandatory up to 1.3, so a file that
 * names its service provider and has no ProviderName is of 1.4 even when it has none of the columns that are new there. Files carry no version
 * of their own. Null: not a FOCUS file, because none of the columns that every version has is there.
 */
export function detectFocusVersion(headers: readonly string[]): FocusVersion | null {
  const names = new Set(headers.map(normalizeFocusHeader));
  const has = (name: string): boolean => names.has(normalizeFocusHeader(name));
  if (!has("BilledCost") || !has("ChargePeriodStart")) return null;
  const newest = focusColumns.reduce(
    (most, { name, since }) =>
      has(name)
        ? Math.max(
            most,
            focusVersions.findIndex((v) => v === since),
          )
        : most,
    1,
  );
  if (!has("ProviderName") && !has("Provider") && has("ServiceProviderName")) return "1.4";
  const preview = earlierFocusColumns.some(({ name, previewOnly }) => previewOnly && has(name));
  return newest === 1 && preview ? "1.0-preview" : (focusVersions[newest] ?? null);
}
