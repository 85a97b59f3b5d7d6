import type { Texts } from "./language";
import type { commonTexts } from "./common-texts";

type Common = typeof commonTexts extends Texts<infer T> ? Texts<T>["en"] : never;

/** What a dimension or a tag is called. */
export function fieldName(field: string, texts: Common): string {
  if (field.startsWith("tag:")) return texts.tag(field.slice(4));
  switch (field) {
    case "service_category":
    case "service_subcategory":
    case "service_name":
    case "meter_category":
    case "meter":
    case "region":
    case "subscription":
    case "subscription_name":
    case "resource_group":
    case "resource":
    case "owner":
    case "department":
    case "cost_center":
    case "charge_category":
    case "billing_account":
      return texts[field];
    default:
      return field;
  }
}
