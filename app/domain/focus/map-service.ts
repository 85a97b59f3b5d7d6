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
 * docs/focus-mapping.md `consumedService`: "consumedService + resourceType -> resourceType only -> consumedService only -> meterCategory map -> ServiceName =
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

/** SQL expressions of what the seller of a charge is seen by. */
export interface SellerInput {
  readonly consumedService: string;
  readonly meterCategory: string;
  /** Of the Cost Management schemas, by `mapWord`: `azure`, `marketplace`, …; '' in the legacy one. */
  readonly publisherType: string;
  readonly rowPublisherName: string;
  /** The publisher of a marketplace row. */
  readonly serviceInfo2: string;
  /** Of the service that was found; '' when none was. */
  readonly publisherName: string;
}

/** SQL: who sells what a marketplace row offers: its publisher. '' for what Azure sells itself. */
export function mapSeller(input: SellerInput): string {
  const { consumedService, meterCategory, publisherType, rowPublisherName, serviceInfo2, publisherName } = input;
  const isMarketplace = `(lower(${consumedService}) IN ('microsoft.saas', 'microsoft.marketplace', 'microsoft.marketplaceordering') OR lower(${meterCategory}) = 'saas')`;
  const isThirdParty = `${publisherName} NOT IN ('', 'Microsoft')`;
  return `multiIf(${publisherType} IN ('marketplace', 'aws') AND ${rowPublisherName} != '', ${rowPublisherName}, ${isMarketplace} AND ${serviceInfo2} != '', ${serviceInfo2}, ${isThirdParty}, ${publisherName}, '')`;
}

/** SQL expressions of what the parties to a charge are seen by. */
export interface ProvidersInput {
  readonly currency: string;
  /** Of `mapSeller`. */
  readonly seller: string;
  readonly rowPublisherName: string;
  /** '' when the row is in no region. */
  readonly regionId: string;
}

/**
 * SQL: who sells, hosts, invoices and publishes. Azure China is operated and invoiced by 21Vianet (Shanghai Blue Cloud Technology Co., Ltd.) and is the
 * only Azure that bills in CNY. What a marketplace row offers is sold by its publisher and invoiced by Azure. It is hosted by Azure where the row is in
 * one of Azure's regions; elsewhere FOCUS takes the seller for the host.
 * docs/focus-mapping.md `InvoiceIssuerName`, `ProviderName`, `PublisherName`, `ServiceProviderName`, `HostProviderName`.
 */
export function mapProviders(input: ProvidersInput): {
  readonly InvoiceIssuerName: string;
  readonly ServiceProviderName: string;
  readonly HostProviderName: string;
  readonly x_ProviderName: string;
  readonly x_PublisherName: string;
} {
  const { currency, seller, rowPublisherName, regionId } = input;
  const operator = `if(${currency} = 'CNY', '21Vianet', 'Microsoft')`;
  return {
    InvoiceIssuerName: operator,
    ServiceProviderName: `if(${seller} != '', ${seller}, ${operator})`,
    HostProviderName: `if(${seller} != '' AND ${regionId} = '', ${seller}, ${operator})`,
    x_ProviderName: operator,
    x_PublisherName: `multiIf(${rowPublisherName} != '', ${rowPublisherName}, ${seller} != '', ${seller}, 'Microsoft')`,
  };
}
