import { canonicalNumber } from "../decimal/canonical-number";
import type { ProblemCode } from "../problem-code";

/** A value as text, and its problem. */
export interface WireText {
  readonly text: string | null;
  readonly problem: Extract<ProblemCode, "number-inexact" | "value-not-text"> | null;
}

/**
 * Converts one JSON or CSV value to text. Callers should parse JSON losslessly: digits then arrive as text (or as lossless-json's
 * LosslessNumber) and stay exact, in one spelling of each number, since a charge's identity is made of them. A JavaScript number is taken by its shortest text, but up to 15 significant digits only it is certain
 * that those are the digits that were sent; beyond, the text is kept and the problem named. Total, cyclic objects and depth bombs included.
 */
export function toWireText(value: unknown): WireText {
  if (typeof value === "string") return { text: value, problem: null };
  if (value === null || value === undefined) return absent;
  if (typeof value === "boolean" || typeof value === "bigint") return { text: String(value), problem: null };
  if (typeof value === "number") return { text: canonicalNumber(String(value)), problem: isExact(value) ? null : "number-inexact" };
  if (isLosslessNumber(value)) return { text: canonicalNumber(value.value), problem: null };
  return { text: jsonOf(value), problem: "value-not-text" };
}

function isExact(value: number): boolean {
  if (Number.isInteger(value)) return Number.isSafeInteger(value);
  return (
    String(value)
      .replace(/e.*$/i, "")
      .replace(/^-?0?\.?0*/, "")
      .replace(".", "").length <= 15
  );
}

function isLosslessNumber(value: unknown): value is { readonly value: string } {
  const candidate = typeof value === "object" && value !== null && "isLosslessNumber" in value && "value" in value ? value : null;
  return candidate?.isLosslessNumber === true && typeof candidate.value === "string";
}

function jsonOf(value: unknown): string | null {
  try {
    // Undefined for functions and symbols, which the declared type of stringify leaves out.
    const text: unknown = JSON.stringify(value);
    return typeof text === "string" ? text : null;
  } catch {
    return null;
  }
}

const absent: WireText = { text: null, problem: null };
