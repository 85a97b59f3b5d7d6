import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { ineffectiveSettings, settingFaults } from "../../../app/runtime/config/setting-faults";
import { readMooseConfig } from "../../../embedded/launcher/read-moose-config.js";
import { refuseDevSettings } from "../../../scripts/start/refuse-settings";

const root = resolve(__dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "refuse-settings-"));
copyFileSync(join(root, "moose.config.toml"), join(folder, "moose.config.toml"));
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(join(folder, ".env.local"), { force: true });
});

const wrong = { AZURE_EA_LAG_MONTHS: "20", AZURE_BILLING_TAX_RATE: "6%", AZURE_EA_CURRENCY: "YEN1", AZURE_EA_ENROLMENT: "secret-1" };
const lines = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");

it("npm run dev is refused with all that is wrong in .env.local, without an enrollment too, and no value is printed", () => {
  writeFileSync(join(folder, ".env.local"), lines(wrong));
  expect(refuseDevSettings(folder, readMooseConfig(folder, {}))).toBe(
    [
      "Not started. Mend all of this, and start again:",
      '  FAIL  settings    AZURE_BILLING_TAX_RATE: must be a decimal of 0 or more, such as "0.06"',
      '  FAIL  settings    AZURE_EA_CURRENCY must be an ISO 4217 code, such as "USD"',
      "  FAIL  settings    AZURE_EA_LAG_MONTHS must be a whole number from 0 to 12",
      "  note  settings    AZURE_EA_ENROLMENT is no setting; did you mean AZURE_EA_ENROLLMENT?",
    ].join("\n"),
  );
});

it("npm run dev starts with a setting that has no effect, and says so", () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  writeFileSync(join(folder, ".env.local"), "AZURE_EA_LAG_MONTH=2\nAZURE_BILLING_CONSOLES=http://secret-2\n");
  expect(refuseDevSettings(folder, readMooseConfig(folder, {}))).toBeNull();
  expect(warn.mock.calls).toEqual([
    [
      "  note  settings    AZURE_EA_LAG_MONTH is no setting; did you mean AZURE_EA_LAG_MONTHS?\n" +
        "  note  settings    AZURE_BILLING_CONSOLES must be component=address, separated by commas, such as temporal=https://temporal.corp:8080; " +
        "an address has no user and no password; it is not used",
    ],
  ]);
});

it("npm run extract is refused with the same, and with what it cannot do without", { timeout: 60_000 }, () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, ["--import", "tsx", "scripts/extract.ts", "--month", "2026-10"], {
    cwd: root,
    env: { PATH: process.env["PATH"], ...wrong },
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr.split("\n")).toEqual([
    "Nothing was read. Mend all of this, and run it again:",
    '  FAIL  settings    AZURE_BILLING_TAX_RATE: must be a decimal of 0 or more, such as "0.06"',
    expect.stringMatching(/^ {2}FAIL {2}settings {4}AZURE_EA_ENROLLMENT is missing: /),
    expect.stringMatching(/^ {2}FAIL {2}settings {4}AZURE_EA_BASE_URL is missing: /),
    '  FAIL  settings    AZURE_EA_CURRENCY must be an ISO 4217 code, such as "USD"',
    "  FAIL  settings    AZURE_EA_LAG_MONTHS must be a whole number from 0 to 12",
    "  FAIL  settings    AZURE_EA_API_KEY is missing or has characters that are not allowed in a key",
    "  note  settings    AZURE_EA_ENROLMENT is no setting; did you mean AZURE_EA_ENROLLMENT?",
    "",
  ]);
});

it.each([
  ["AZURE_EA_LAG_MONTH", "AZURE_EA_LAG_MONTH is no setting; did you mean AZURE_EA_LAG_MONTHS?"],
  ["AZURE_BILLING_TAXRATE", "AZURE_BILLING_TAXRATE is no setting; did you mean AZURE_BILLING_TAX_RATE?"],
  // The wrong prefix; and of two with the same end the one with the same prefix.
  ["AZURE_EA_TAX_RATE", "AZURE_EA_TAX_RATE is no setting; did you mean AZURE_BILLING_TAX_RATE?"],
  ["AZURE_EA_REQUESTS_PER_MINUT", "AZURE_EA_REQUESTS_PER_MINUT is no setting; did you mean AZURE_EA_REQUESTS_PER_MINUTE?"],
  ["AZURE_BILLING_REQUESTS_PER_MINUT", "AZURE_BILLING_REQUESTS_PER_MINUT is no setting; did you mean AZURE_BILLING_REQUESTS_PER_MINUTE?"],
  ["AZURE_BILLING_FAVOURITE_COLOUR", "AZURE_BILLING_FAVOURITE_COLOUR is no setting; docs/configuration.md has all"],
])("%s is named as no setting", (name, line) => {
  expect(ineffectiveSettings({ [name]: "secret-3" })).toEqual([line]);
});

it("settings, those of one enrollment, and names of the launcher, of the tests and of others are not named", () => {
  const names = [
    "AZURE_EA_LAG_MONTHS",
    "AZURE_EA_API_KEY_100100",
    "AZURE_EA_BILLING_ACCOUNT_NAME_x-1",
    "AZURE_BILLING_STACK",
    "AZURE_BILLING_TEST_SIZE",
    "AZURE_CLIENT_ID",
    "MY_AZURE_EA_LAG",
  ];
  expect(ineffectiveSettings(Object.fromEntries(names.map((name) => [name, "1"])))).toEqual([]);
});

it("an empty environment has no fault, and one when an enrollment is to be read", () => {
  expect(settingFaults({})).toEqual([]);
  expect(settingFaults({}, { enrollment: true })).toHaveLength(3);
});
