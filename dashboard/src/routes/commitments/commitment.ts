import type { Answered } from "../../api/ask";
import type { commitmentProblemNames, commitmentProblemTexts, evidenceTexts } from "./texts";

export type Commitment = Answered<"/api/commitments">["data"][number];

/** What of a list is opened by an address. */
export function commitmentKey({ billing_account_id: account, commitment_id: id }: Commitment): string {
  return `${account} ${id}`;
}

/** What its effective cost is made of, in words; the code where a later release of the API says another. */
export function evidenceOf({ evidence }: Commitment, texts: typeof evidenceTexts.en): string {
  return textOf(texts, evidence === "" ? "provider" : evidence);
}

/** A part of its effective cost, which the API says as 0 where no evidence says what it is: null then. */
export function knownCost({ evidence }: Commitment, cost: string): string | null {
  return evidence === "unknown" ? null : cost;
}

/** What a problem of a commitment means, or is called. */
export function problemOf(code: string, texts: typeof commitmentProblemTexts.en | typeof commitmentProblemNames.en): string {
  return textOf(texts, code);
}

function textOf(texts: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(texts, code) ? (texts[code] ?? code) : code;
}
