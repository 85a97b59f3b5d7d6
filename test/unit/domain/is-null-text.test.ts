import { describe, expect, it } from "vitest";
import { isNullText } from "../../../app/domain/text/is-null-text";

describe("a text that stands for no value", () => {
  it.each(
    [
      "None",
      "NONE",
      "nan",
      "NaN",
      "NaT",
      "N/A",
      "n/a",
      "NA",
      "#N/A",
      "#n/a n/a",
      "<NA>",
      "undefined",
      "NULL",
      "Null",
      "(null)",
      "\\N",
    ].concat(["nil", "-", "--", "\u2014", "#REF!", "#DIV/0!", "(blank)", "1.#QNAN", "00000000-0000-0000-0000-000000000000"]),
  )("is %s", (text) => {
    expect(isNullText(text)).toBe(true);
  });

  it.each([
    "",
    "0",
    "nano",
    "none-1",
    "Nathan",
    "unknown",
    "not",
    "-1",
    "a-b",
    "Standard",
    "00000000-0000-0000-0000-000000000001",
    "x".repeat(1000),
  ])("is not %s", (text) => {
    expect(isNullText(text)).toBe(false);
  });
});
