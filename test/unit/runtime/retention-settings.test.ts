import { expect, it } from "vitest";
import { readRetention } from "../../../app/runtime/config/retention-settings";

it("rows of events are kept as long as they were before there was a setting; dead letters, executions and the audit for ever", () => {
  expect(readRetention({ AZURE_BILLING_KEEP_AUDIT_DAYS: "" })).toEqual({
    ApiAccessLog: { from: "at", days: 400 },
    DeliveryEvent: { from: "at", days: 90 },
    SourceRun: { from: "at", days: 400 },
    WorkflowExecution: null,
    AzureBillingDetailDeadLetter: null,
    AuditEvent: null,
  });
});

it("a number of days is what each is kept, 0 is for ever, and what is no such number is named, all at once", () => {
  const given = { AZURE_BILLING_KEEP_DEAD_LETTER_DAYS: "30", AZURE_BILLING_KEEP_ACCESS_LOG_DAYS: "0" };
  expect(readRetention(given)).toMatchObject({ AzureBillingDetailDeadLetter: { from: "failed_at", days: 30 }, ApiAccessLog: null });
  expect(() => readRetention({ AZURE_BILLING_KEEP_AUDIT_DAYS: "a year", AZURE_BILLING_KEEP_EXECUTION_DAYS: "-1" })).toThrow(
    /AZURE_BILLING_KEEP_EXECUTION_DAYS must be a whole number of days from 0 to 36500[^]*AZURE_BILLING_KEEP_AUDIT_DAYS must be/,
  );
});
