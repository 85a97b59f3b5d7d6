import { expect, it } from "vitest";
import { enrollmentOf } from "../../../app/runtime/moose/enrollment-input";

it("an enrollment of eight digits is read with blanks around it, and its date is refused with what to write", () => {
  expect(enrollmentOf(" 20261001 ")).toBe("20261001");
  for (const made of [new Date("2026-10-01"), new Date(NaN), 20_261_001, " ", undefined])
    expect(() => enrollmentOf(made)).toThrow('write it with blanks around it, as in "enrollment": " 20261001 "');
});
