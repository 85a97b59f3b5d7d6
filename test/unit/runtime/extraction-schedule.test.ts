import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findScheduleFault } from "../../../app/domain/calendar/find-schedule-fault";
import { extractionSchedule } from "../../../app/runtime/config/extraction-schedule";
import { namesEnrollment } from "../../../app/runtime/config/extraction-settings";

describe("a schedule", () => {
  it.each([
    "0 2 * * *",
    "*/15 * * * *",
    "0 0-6/2,12 1,15 jan-MAR Mon-fri",
    "5/20 ? * * ?",
    "59 23 29 2 *",
    "0 2 31 2,3 *",
    "0 2 31 2 mon",
    "0 2 31 2 */2",
    "0  2 * * *",
    "0 0 * * 0",
  ])("%s can be", (text) => {
    expect(extractionSchedule({ AZURE_EA_SCHEDULE: text })).toBe(text);
  });

  it.each([
    ["0 2 31 2 *", "there is no day 31 in month 2"],
    ["0 2 30,31 2 *", "there is no day 30,31 in month 2"],
    ["0 2 31 4,jun,9,11 ?", "there is no day 31"],
    ["61 * * * *", '"61" as minute, which must be 0 to 59'],
    ["60 * * * *", "as minute"],
    ["0 24 * * *", '"24" as hour, which must be 0 to 23'],
    ["0 2 0 * *", "as day of the month, which must be 1 to 31"],
    ["0 2 * 13 *", "as month, which must be 1 to 12 or jan to dec"],
    ["0 2 * * 7", "as day of the week, which must be 0 to 6 or sun to sat"],
    ["0 2 * * monday", "as day of the week"],
    ["0 0 2 * * *", "must be five cron fields (minute, hour, day of the month, month, day of the week), and has 6"],
    ["0 2 * *", "and has 4"],
    ["every day", "and has 2"],
    ["@daily", "and has 1"],
    ["1h", "and has 1"],
    [" 0 2 * * *", "begins or ends with a blank"],
    ["0 2 * * *\n", "begins or ends with a blank"],
    ["CRON_TZ=Asia/Shanghai 0 2 * * *", "and has 6"],
    ["0 2 31 2 1,*", "there is no day 31"],
    ["0 2-1 * * *", '"2-1" as hour, which ends before it begins'],
    ["*/0 * * * *", "whose step must be from 1 to 59"],
    ["*/90 * * * *", "whose step must be from 1 to 59"],
    ["0 */24 * * *", "whose step must be from 1 to 23"],
    ["0 2 * * 1-2-3", "as day of the week"],
    ["0 2 L * *", "as day of the month"],
    ["0 2 * * 1#2", "as day of the week"],
    ["0 2 , * *", "as day of the month"],
    ["0 2 -1 * *", "as day of the month"],
    ["０ 2 * * *", "as minute"],
    ["1e1 2 * * *", "as minute"],
  ])("%j is refused at start, with the variable, the value and what to write", (text, reason) => {
    const read = (): string => extractionSchedule({ AZURE_EA_SCHEDULE: text });
    expect(read).toThrow(`AZURE_EA_SCHEDULE is ${JSON.stringify(text)}`);
    expect(read).toThrow(reason);
    expect(read).toThrow('Write for example "0 2 * * *", 02:00 UTC every day');
  });

  it("is 02:00 when none is given", () => {
    expect(extractionSchedule({})).toBe("0 2 * * *");
    expect(extractionSchedule({ AZURE_EA_SCHEDULE: "" })).toBe("0 2 * * *");
  });

  it("never throws, and is refused for days exactly when no year has one of them", () => {
    fc.assert(fc.property(fc.string(), (text) => [null, "string"].includes(findScheduleFault(text) === null ? null : "string")));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 12 }), (day, month) => {
        const exists = new Date(Date.UTC(2028, month - 1, day)).getUTCDate() === day;
        expect(findScheduleFault(`0 2 ${day} ${month} *`) === null).toBe(exists);
      }),
    );
  });
});

describe("the start", () => {
  it("says everything at once that is wrong with any setting of enrichment and extraction", () => {
    const start = (): string =>
      extractionSchedule({
        AZURE_EA_SCHEDULE: "0 2 31 2 *",
        AZURE_BILLING_TAX_RATE: "6%",
        AZURE_EA_ENROLLMENT: "1,2,1",
        AZURE_EA_API_KEY: "key",
        AZURE_EA_API_KEY_3: "key",
        AZURE_EA_BASE_URL: "https://ea.azure.cn",
        AZURE_EA_CURRENCY: "USD",
        AZURE_EA_LAG_MONTHS: "13",
      });
    for (const problem of [
      "AZURE_EA_SCHEDULE is",
      "AZURE_BILLING_TAX_RATE: must be",
      "AZURE_EA_ENROLLMENT names 1 twice",
      "AZURE_EA_API_KEY_3 is the key of an enrollment that is not in AZURE_EA_ENROLLMENT",
      "AZURE_EA_CURRENCY must be CNY",
      "AZURE_EA_LAG_MONTHS must be a whole number from 0 to 12",
    ]) {
      expect(start).toThrow(problem);
    }
  });

  it("refuses an enrollment without a key or an address, and asks nothing where there is no enrollment", () => {
    expect(() => extractionSchedule({ AZURE_EA_ENROLLMENT: "1", AZURE_EA_API_KEY: "key" })).toThrow("AZURE_EA_BASE_URL is missing");
    expect(() => extractionSchedule({ AZURE_EA_BASE_URL: "https://ea.azure.cn" })).toThrow("AZURE_EA_ENROLLMENT is missing");
    expect(extractionSchedule({ AZURE_EA_LAG_MONTHS: "13" })).toBe("0 2 * * *");
  });

  it("reads nothing by night where no enrollment is named, nor a part of what one needs", () => {
    expect([{}, { AZURE_EA_ENROLLMENT: "" }, { AZURE_EA_LAG_MONTHS: "2", AZURE_EA_CURRENCY: "USD" }].map(namesEnrollment)).toEqual([
      false,
      false,
      false,
    ]);
    expect([{ AZURE_EA_ENROLLMENT: "1" }, { AZURE_EA_API_KEY: "key" }, { AZURE_EA_BASE_URL: "x" }].map(namesEnrollment)).toEqual([
      true,
      true,
      true,
    ]);
  });
});
