import { describe, expect, it } from "vitest";
import { readReportSettings } from "../../../app/runtime/config/read-report-settings";

const from = { AZURE_BILLING_SMTP_FROM: "billing@corp.example" };

describe("the settings of reports", () => {
  it.each([
    ["smtps://mail.corp", { host: "mail.corp", port: 465, tls: "always" }],
    ["smtp://mail.corp", { host: "mail.corp", port: 587, tls: "starttls" }],
    ["smtp://mail.corp:2525/", { host: "mail.corp", port: 2525, tls: "starttls" }],
    ["smtp://relay:80?tls=off", { host: "relay", port: 80, tls: "off" }],
  ])("read %s", (url, server) => {
    expect(readReportSettings({ AZURE_BILLING_SMTP_URL: url, ...from }).mail).toEqual({
      ...server,
      from: "billing@corp.example",
      user: null,
    });
  });

  it.each([
    [{ AZURE_BILLING_SMTP_URL: "smtp://mail.corp" }, "AZURE_BILLING_SMTP_FROM: is missing"],
    [{ AZURE_BILLING_SMTP_URL: "smtp://user:secret@mail.corp", ...from }, "without user and password"],
    [{ AZURE_BILLING_SMTP_URL: "smtp://relay:25?tls=off", AZURE_BILLING_SMTP_USER: "me", ...from }, "a password is not sent without TLS"],
    [{ AZURE_BILLING_REPORT_RECIPIENTS: "everybody" }, "must be addresses or @domains"],
    [{ AZURE_BILLING_CHROMIUM: "chromium" }, "must be the path of an executable"],
  ])("refuse %j, and repeat no value: %s", (env, message) => {
    expect(() => readReportSettings(env)).toThrow(message);
    expect(() => readReportSettings(env)).not.toThrow("secret@");
  });

  it("let nobody be written to and nothing be asked unless they say so", () => {
    expect(readReportSettings({})).toMatchObject({ mail: null, recipients: [], allowedHosts: [], allowedFolders: ["data/reports"] });
  });
});
