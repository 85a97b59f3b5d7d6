import type { FocusRuleFinding } from "./focus-rule";

/** What broken rules may do: nothing, be told, or stop a publication where their severity says so. */
export const focusRulePolicies = ["refuse", "warn", "off"] as const;

export type FocusRulePolicy = (typeof focusRulePolicies)[number];

export type FocusDecision =
  | { readonly kind: "pass" }
  | { readonly kind: "warn"; readonly detail: string }
  | { readonly kind: "refuse"; readonly detail: string };

/** Decides what the findings of a snapshot do to its publication. The detail names the worst broken rules, for the log and the seal's reason. */
export function decideFocusFindings(findings: readonly FocusRuleFinding[], policy: FocusRulePolicy): FocusDecision {
  if (policy === "off" || findings.length === 0) return { kind: "pass" };
  const refusing = findings.filter(({ rule }) => rule.severity === "refuse");
  const refused = policy === "refuse" && refusing.length > 0;
  return { kind: refused ? "refuse" : "warn", detail: describe(refused ? refusing : findings) };
}

function describe(findings: readonly FocusRuleFinding[]): string {
  const worst = [...findings].sort((a, b) => b.failures - a.failures || (a.rule.id < b.rule.id ? -1 : 1));
  const named = worst.slice(0, 5).map(({ rule, failures }) => `${rule.id} (${failures})`);
  const more = worst.length > 5 ? ` and ${worst.length - 5} more` : "";
  return `${worst.length} ${worst.length === 1 ? "rule" : "rules"} of FOCUS broken: ${named.join(", ")}${more}`;
}
