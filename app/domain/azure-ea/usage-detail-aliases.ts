import type { UsageDetailField } from "./usage-detail-field";

/**
 * The one table of column names: for each field the spellings seen in EA JSON (China and global), EA CSV, pay-as-you-go CSV and
 * Cost Management exports, best first, when a file has several. Spellings are compared as `normalizeHeader` leaves them, so `instanceId`,
 * `InstanceId`, `instance_id` and `Instance ID` are one entry, and only names that differ in words are listed.
 *
 * `resourcelocation` is before `location`, `costinbillingcurrency` before `cost`: the first is what the invoice is made of.
 */
export const usageDetailAliases: Readonly<Record<UsageDetailField, readonly string[]>> = {
  account_owner_id: ["accountownerid", "accountowneremail"],
  account_name: ["accountname"],
  service_administrator_id: ["serviceadministratorid", "serviceadministratoremail"],
  subscription_id: ["subscriptionid"],
  subscription_guid: ["subscriptionguid"],
  subscription_name: ["subscriptionname"],
  date: ["date", "usagedate", "usagedatetime"],
  day: ["day"],
  month: ["month"],
  year: ["year"],
  product: ["product", "productname"],
  meter_id: ["meterid"],
  meter_category: ["metercategory"],
  meter_sub_category: ["metersubcategory"],
  meter_region: ["meterregion"],
  meter_name: ["metername"],
  consumed_quantity: ["consumedquantity", "usagequantity", "quantity"],
  resource_rate: ["resourcerate", "effectiveprice"],
  extended_cost: ["extendedcost", "costinbillingcurrency", "pretaxcost", "cost"],
  resource_location: ["resourcelocation", "location"],
  consumed_service: ["consumedservice"],
  instance_id: ["instanceid", "resourceid", "instancename"],
  service_info1: ["serviceinfo1"],
  service_info2: ["serviceinfo2"],
  additional_info: ["additionalinfo"],
  tags: ["tags"],
  store_service_identifier: ["storeserviceidentifier"],
  department_name: ["departmentname", "invoicesectionname", "invoicesection"],
  cost_center: ["costcenter"],
  unit_of_measure: ["unitofmeasure"],
  resource_group: ["resourcegroup", "resourcegroupname"],
};
