import type { LineItem } from "./line-item-columns";

/** Who sells and who bills a line. */
export interface LineItemSeller {
  readonly HostProviderName: string;
  readonly InvoiceIssuerName: string;
  readonly ServiceProviderName: string;
  readonly x_ProviderName: string;
  readonly x_PublisherName: string;
}

/**
 * The companies of a line. The legal entity is the seller of record: of AWS Marketplace the vendor, otherwise a company of AWS, in China Sinnet or NWCD, which
 * invoices for it too (https://docs.aws.amazon.com/cur/latest/userguide/Lineitem-columns.html#Lineitem-details-L-LegalEntity). What is sold there runs on AWS,
 * and AWS bills it.
 */
export function sellerOf(item: LineItem): LineItemSeller {
  const entity = item("line_item_legal_entity");
  const isMarketplace = /marketplace/i.test(item("bill_billing_entity"));
  const issuer = item("bill_invoicing_entity") || (isMarketplace ? "" : entity);
  const seller = isMarketplace && entity !== "" ? entity : provider;
  return {
    HostProviderName: provider,
    InvoiceIssuerName: issuer || "Amazon Web Services",
    ServiceProviderName: seller,
    x_ProviderName: provider,
    x_PublisherName: seller,
  };
}

const provider = "AWS";
