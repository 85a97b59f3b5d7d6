/** SQL expressions of what the parties to a charge are seen by. */
export interface ProvidersInput {
  readonly currency: string;
  readonly consumedService: string;
  readonly meterCategory: string;
  /** The publisher of a marketplace row. */
  readonly serviceInfo2: string;
  /** Of the service that was found; '' when none was. */
  readonly publisherName: string;
}

/**
 * SQL: who sells, hosts, invoices and publishes. Azure China is operated and invoiced by 21Vianet (Shanghai Blue Cloud Technology Co., Ltd.) and is the
 * only Azure that bills in CNY. What a marketplace row offers is sold by its publisher and invoiced by Azure.
 * TSV rows `InvoiceIssuerName`, `ProviderName`, `PublisherName`, `ServiceProviderName`, `HostProviderName`.
 */
export function mapProviders({ currency, consumedService, meterCategory, serviceInfo2, publisherName }: ProvidersInput): {
  readonly InvoiceIssuerName: string;
  readonly ServiceProviderName: string;
  readonly HostProviderName: string;
  readonly x_ProviderName: string;
  readonly x_PublisherName: string;
} {
  const operator = `if(${currency} = 'CNY', '21Vianet', 'Microsoft')`;
  const isMarketplace = `(lower(${consumedService}) IN ('microsoft.saas', 'microsoft.marketplace', 'microsoft.marketplaceordering') OR lower(${meterCategory}) = 'saas')`;
  const isThirdParty = `${publisherName} NOT IN ('', 'Microsoft')`;
  const seller = `multiIf(${isMarketplace} AND ${serviceInfo2} != '', ${serviceInfo2}, ${isThirdParty}, ${publisherName}, '')`;
  return {
    InvoiceIssuerName: operator,
    ServiceProviderName: `if(${seller} != '', ${seller}, ${operator})`,
    HostProviderName: operator,
    x_ProviderName: operator,
    x_PublisherName: `if(${seller} != '', ${seller}, 'Microsoft')`,
  };
}
