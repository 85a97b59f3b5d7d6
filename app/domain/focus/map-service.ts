/** What one lookup in FocusService found; `name` is '' when it found nothing. */
export interface FoundService {
  readonly name: string;
  readonly category: string;
  readonly subcategory: string;
}

/**
 * SQL: ServiceName, ServiceCategory and ServiceSubcategory from the first lookup that found something. FOCUS allows no null in them, so what no lookup
 * knows is named by its meter category and classed as Other, and `unknown-service` says so.
 *
 * TSV row `consumedService`: "consumedService + resourceType -> resourceType only -> consumedService only -> meterCategory map -> ServiceName =
 * meterCategory, Category = Other, Sub = Other (Other)".
 */
export function mapService(
  found: readonly FoundService[],
  meterCategory: string,
  consumedService: string,
): { readonly ServiceName: string; readonly ServiceCategory: string; readonly ServiceSubcategory: string; readonly isUnknown: string } {
  const first = (part: keyof FoundService, otherwise: string): string =>
    `multiIf(${found.map((service) => `${service.name} != '', ${service[part]}`).join(", ")}, ${otherwise})`;
  const name = `multiIf(${meterCategory} != '', ${meterCategory}, ${consumedService} != '', ${consumedService}, 'Unknown')`;
  return {
    ServiceName: first("name", name),
    ServiceCategory: first("category", "'Other'"),
    ServiceSubcategory: first("subcategory", "'Other (Other)'"),
    isUnknown: `(${found.map((service) => `${service.name} = ''`).join(" AND ")})`,
  };
}
