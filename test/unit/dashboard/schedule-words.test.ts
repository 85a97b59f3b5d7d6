import { describe, expect, it } from "vitest";
import { scheduleTexts, scheduleWords } from "../../../dashboard/src/i18n/schedule-words";

describe("a schedule in words", () => {
  it.each([
    ["*/5 * * * *", "every 5 minutes", "每 5 分钟"],
    ["*/1 * * * *", "every minute", "每 1 分钟"],
    ["7 * * * *", "every hour at minute 7", "每小时第 7 分"],
    ["0 2 * * *", "every day at 02:00 UTC", "每天 02:00 UTC"],
    ["30 6 5 * *", "on day 5 of each month at 06:30 UTC", "每月 5 日 06:30 UTC"],
    ["0 9 * * 1", "every Monday at 09:00 UTC", "每周一 09:00 UTC"],
    ["0 9 * * 7", "every Sunday at 09:00 UTC", "每周日 09:00 UTC"],
    ["0 9 1 * 1", null, null],
    ["0 9 * 1 *", null, null],
    ["0 9-17 * * *", null, null],
    ["0,30 9 * * *", null, null],
    ["0 0 9 * * *", null, null],
    ["", null, null],
  ])("%s is %s", (cron, english, chinese) => {
    expect([scheduleWords(cron, scheduleTexts.en), scheduleWords(cron, scheduleTexts.zh)]).toEqual([english, chinese]);
  });
});
