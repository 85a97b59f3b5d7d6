import { describe, expect, it } from "vitest";
import { focusColumns } from "../../../app/domain/focus/focus-columns";
import { detectFocusProvider } from "../../../app/domain/focus/import/detect-focus-provider";
import { detectFocusVersion } from "../../../app/domain/focus/import/plan-focus-columns";
import { type FocusSampleName, focusSample } from "../../support/focus-files";

const since = (versions: readonly string[]): string[] =>
  focusColumns.filter((column) => versions.includes(column.since)).map(({ name }) => name);
const of10 = [...since(["0.5", "1.0"]), "ProviderName", "PublisherName"];

describe("the version of a FOCUS file", () => {
  it.each<readonly [string, readonly string[]]>([
    ["1.0", of10],
    ["1.1", [...of10, ...since(["1.1"])]],
    ["1.2", [...of10, ...since(["1.1", "1.2"])]],
    ["1.3", [...of10, ...since(["1.1", "1.2", "1.3"])]],
    ["1.4", focusColumns.map(({ name }) => name)],
    // Conditional columns may be missing: one new column tells, and so does the one that went.
    ["1.2", [...of10, "InvoiceId"]],
    ["1.3", [...of10, "ServiceProviderName", "HostProviderName"]],
    ["1.4", [...since(["0.5", "1.0"]), "ServiceProviderName", "HostProviderName"]],
    ["1.4", [...of10, "InvoiceDetailId"]],
  ])("is %s by its columns", (version, headers) => {
    expect(detectFocusVersion(headers)).toBe(version);
    expect(detectFocusVersion([...headers].reverse())).toBe(version);
    expect(detectFocusVersion(headers.map((header) => header.toLowerCase()))).toBe(version);
    expect(detectFocusVersion(headers.map((header) => header.replace(/(?<!^)(?=[A-Z])/g, " ")))).toBe(version);
  });

  it.each<readonly [FocusSampleName, string]>([
    ["aws-1.0", "1.0"],
    ["aws-1.2", "1.2"],
    ["google-1.0", "1.0"],
    ["oracle", "1.0-preview"],
    ["microsoft-1.0", "1.0"],
    ["microsoft-1.2", "1.2"],
    ["focus-1.4", "1.4"],
  ])("of %s is %s", (name, version) => {
    expect(detectFocusVersion(focusSample(name, 0).headers)).toBe(version);
  });

  it("is none for the other bills of the same providers", () => {
    expect(detectFocusVersion(["Date", "MeterId", "CostInBillingCurrency"])).toBeNull();
    expect(detectFocusVersion(["lineItem/UsageStartDate", "lineItem/UnblendedCost"])).toBeNull();
    expect(detectFocusVersion([])).toBeNull();
  });
});

describe("the provider of a row", () => {
  const nobody = { provider: null, invoiceIssuer: null, hostProvider: null, serviceProvider: null };

  it.each([
    [{ ...nobody, provider: "AWS" }, [], "AWS"],
    [{ ...nobody, invoiceIssuer: "Amazon Web Services EMEA SARL" }, [], "AWS"],
    [{ ...nobody, provider: "Google Cloud" }, [], "Google Cloud"],
    [{ ...nobody, provider: "Microsoft" }, [], "Microsoft"],
    [{ ...nobody, invoiceIssuer: "21Vianet" }, [], "Microsoft"],
    [{ ...nobody, invoiceIssuer: "Shanghai Blue Cloud Technology Co., Ltd." }, [], "Microsoft"],
    [{ ...nobody, provider: "Oracle" }, [], "Oracle"],
    // What a marketplace sells is invoiced by the cloud.
    [{ ...nobody, serviceProvider: "Databricks", hostProvider: "Microsoft" }, [], "Microsoft"],
    [{ ...nobody, serviceProvider: "Microsoft 365 Reseller", invoiceIssuer: "AWS" }, [], "AWS"],
    [{ ...nobody, serviceProvider: "Snowflake", invoiceIssuer: "Snowflake" }, [], "Other"],
    // A name inside of a word is not that name.
    [{ ...nobody, provider: "Sociology Clouds" }, [], "Other"],
    [nobody, ["BilledCost", "x_ServiceCode"], "AWS"],
    [nobody, ["x_CostType"], "Google Cloud"],
    [nobody, ["x_SkuMeterCategory"], "Microsoft"],
    [nobody, ["oci_CompartmentId"], "Oracle"],
    [nobody, ["BilledCost"], "Other"],
    [{ ...nobody, provider: "AWS" }, ["oci_CompartmentId"], "AWS"],
    [{ ...nobody, provider: "Snowflake" }, ["x_SkuMeterCategory"], "Other"],
  ])("of %j with columns %j is %s", (names, headers, provider) => {
    expect(detectFocusProvider(names, headers)).toBe(provider);
  });
});
