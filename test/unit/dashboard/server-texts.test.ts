import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { apiErrorStatuses } from "../../../app/apis/serving/api-error";
import type { AuditedAction } from "../../../app/apis/serving/audit-change";
import { configurationSchema } from "../../../app/apis/serving/configuration-schema";
import { connectionStates, connectionSteps } from "../../../app/domain/connection/connection-life";
import type { UnitCostReason } from "../../../app/domain/cost/unit-cost";
import { roles } from "../../../app/domain/access/caller";
import type { HoursEvidence, PlanProblem } from "../../../app/domain/commitment/plan-days";
import type { StatedTermProblem, StatedUseProblem } from "../../../app/domain/commitment/stated-term";
import type { OverrideOption } from "../../../app/domain/snapshot/operator-override";
import type { SnapshotFindingCode } from "../../../app/domain/snapshot/snapshot-finding";
import type { AbandonReason, RefusalReason } from "../../../app/pipeline/delivery-outcome";
import { describedSources } from "../../../app/pipeline/source-catalog";
import { effectiveSettings } from "../../../app/runtime/config/effective-settings";
import { chargeProblemCodes, chargeProblemMeaning } from "../../../dashboard/src/i18n/charge-problem-texts";
import { errorMeaning } from "../../../dashboard/src/i18n/error-texts";
import { problemMeaning, translatedCodes } from "../../../dashboard/src/i18n/problem-texts";
import { reasonMeaning } from "../../../dashboard/src/i18n/reason-texts";
import { type Dictionary, inLanguage } from "../../../dashboard/src/i18n/server-text";
import { actionTexts, stateTexts } from "../../../dashboard/src/routes/audit/texts";
import { commitmentProblemNames, commitmentProblemTexts, evidenceTexts } from "../../../dashboard/src/routes/commitments/texts";
import { detailTexts } from "../../../dashboard/src/routes/infrastructure/texts";
import { workflowTexts } from "../../../dashboard/src/routes/operations/texts";
import { settingTexts } from "../../../dashboard/src/routes/settings/setting-texts";
import { unitCostReasonTexts } from "../../../dashboard/src/routes/unit-costs/texts";
import { type FormField, formFieldOf } from "../../../dashboard/src/routes/sources/form-field";
import { probeTexts, sourceTexts } from "../../../dashboard/src/routes/sources/source-texts";

/** Names that are the same in both languages. */
const names: ReadonlySet<string> = new Set(["S3", "Azure Blob", "OAuth2", "FOCUS", "Moose"]);

/** Texts of the API that a reader of Chinese would read in English, and entries of the dictionary that nobody reads. */
function gaps(
  shown: readonly string[],
  dictionary: Dictionary,
): { readonly english: readonly string[]; readonly unused: readonly string[] } {
  const isChinese = (text: string): boolean => names.has(text) || /\p{Script=Han}/u.test(inLanguage(text, dictionary, "zh"));
  return {
    english: [...new Set(shown)].filter((text) => text !== "" && !isChinese(text)),
    unused: [...dictionary.keys()].filter((text) => !shown.includes(text)),
  };
}

/** What to do about a text without Chinese, and about Chinese that nothing shows. */
const inFile = (path: string): string => `add the texts in "english" to dashboard/src/${path}, and take those in "unused" out`;

/** What a form says of its fields. Constants are not asked for. */
function textsIn(field: FormField): readonly string[] {
  if (field.kind === "choice") return field.options.flatMap(({ title, description, group }) => [title, description, ...textsIn(group)]);
  if (field.kind !== "group") return [];
  return field.members.flatMap(({ title, description, field: own }) =>
    own.kind === "constant" ? [] : [title, description, ...textsIn(own)],
  );
}

/** Codes of a table of docs/numbers.md, each with what the column after `on` says. */
function documented(heading: string): ReadonlyMap<string, string> {
  const [, table = ""] = new RegExp(`## ${heading}\n([\\s\\S]*?)(?=\n## |$)`).exec(readFileSync("docs/numbers.md", "utf8")) ?? [];
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const cells = rows.map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));
  return new Map(
    cells.flatMap(([codes = "", ...rest]) =>
      Array.from(codes.matchAll(/`([a-z-]+)`/g), ([, code = ""]) => [code, (rest.length > 2 ? rest[1] : rest[0]) ?? ""] as const),
    ),
  );
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

describe("in Chinese, a reader reads in Chinese", () => {
  it("the name of each source, and the name and the hint of each field of its settings", () => {
    const shown = describedSources().flatMap(({ title, config }) => [title, ...textsIn(formFieldOf(configurationSchema(config)))]);
    expect(shown.length).toBeGreaterThan(200);
    expect(gaps(shown, sourceTexts), inFile("routes/sources/source-texts.ts")).toEqual({ english: [], unused: [] });
  });

  it("the section and the meaning of each setting of the server", () => {
    const settings = effectiveSettings({ ABI_SECRET_KEY: "x", AZURE_EA_API_KEY_100: "x" });
    const shown = settings.flatMap(({ section, meaning }) => [section, meaning]);
    expect(shown).not.toContain("");
    expect(gaps(shown, settingTexts)).toEqual({ english: [], unused: [] });
  });

  it("what the probes of a test look at", () => {
    const probes = filesBelow("app/sources").flatMap((text) =>
      [.../\b(?:look|probe)\(\s*"([a-z ]+)"/g[Symbol.matchAll](text), .../probes\.push\(\{ name: "([a-z ]+)"/g[Symbol.matchAll](text)].map(
        ([, name = ""]) => name,
      ),
    );
    expect(gaps(probes, probeTexts), inFile("routes/sources/source-texts.ts")).toEqual({ english: [], unused: [] });
  });

  it("what is said of the parts of the stack", () => {
    const said = filesBelow("app/runtime/observability").join("\n") + filesBelow("app/domain/health").join("\n");
    expect([...detailTexts.keys()].filter((text) => !said.includes(text))).toEqual([]);
    const observed = [...said.matchAll(/observe\([^;]*?"(?:un)?(?:healthy|known)", "([^"]+)", at\)/g)].map(([, text = ""]) => text);
    expect(observed.length).toBeGreaterThan(5);
    expect(observed.filter((text) => !detailTexts.has(text))).toEqual([]);
  });

  it("what problems of an answer mean; their list of docs/numbers.md has them all, but for that which says that a list was cut", () => {
    const listed = [...documented("Problems of an answer").keys(), ...ofOneAnswer];
    expect(listed.filter((code) => code !== "limited" && problemMeaning(code, "zh") === null)).toEqual([]);
    expect(translatedCodes.filter((code) => !listed.includes(code))).toEqual([]);
    expect([problemMeaning("stale", "en"), problemMeaning("of tomorrow", "zh")]).toEqual([null, null]);
  });

  it("why a question was not answered, by each code that an error can have", () => {
    expect(Object.keys(apiErrorStatuses).filter((code) => errorMeaning(code, "zh") === null)).toEqual([]);
    expect(errorMeaning("forbidden", "en")).toBeNull();
  });

  it("why a bill was not published or what is to be known of it, by each code that there is", () => {
    expect(Object.keys(reasons).filter((code) => reasonMeaning(code, "zh") === null)).toEqual([]);
    expect(reasonMeaning("shrunk", "en")).toBeNull();
  });
});

describe("in both languages, there are words", () => {
  it("for each problem of a charge: in English those of docs/numbers.md", () => {
    const listed = documented("Problem codes");
    expect(chargeProblemCodes).toEqual([...listed.keys()]);
    for (const [code, meaning] of listed) {
      expect(chargeProblemMeaning(code, "en")).toBe(meaning.replaceAll("`", ""));
      expect(chargeProblemMeaning(code, "zh")).toMatch(/\p{Script=Han}/u);
    }
    expect(chargeProblemMeaning("of-tomorrow", "en")).toBeNull();
  });

  it("for each action of the audit, each role, and each state of a connection", () => {
    const done = [...Object.keys(actions), ...connectionSteps.map((step) => `connection.${step}`)];
    expect(Object.keys(actionTexts.zh).sort()).toEqual(done.sort());
    expect(Object.keys(stateTexts.zh)).toEqual([...roles, ...connectionStates]);
  });

  it("for each evidence and each problem of a commitment, which docs/commitments.md lists", () => {
    const docs = readFileSync("docs/commitments.md", "utf8");
    expect(Object.keys(evidenceTexts.zh).sort()).toEqual([...Object.keys(evidences), "provider"].sort());
    expect(Object.keys(commitmentProblemTexts.zh).sort()).toEqual(Object.keys(commitmentProblems).sort());
    expect(Object.keys(commitmentProblemNames.zh).sort()).toEqual(Object.keys(commitmentProblems).sort());
    for (const code of [...Object.keys(evidences), ...Object.keys(commitmentProblems)]) expect(docs).toContain(`| \`${code}\` |`);
  });

  it("for each reason that a date has no cost of one unit", () => {
    expect(Object.keys(unitCostReasonTexts.zh).sort()).toEqual(Object.keys(unitCostReasons).sort());
  });

  it("for each workflow", () => {
    const workflows = filesBelow("app/workflows").flatMap((text) =>
      [...text.matchAll(/new Workflow\("([a-z-]+)"/g)].map(([, name]) => name),
    );
    expect(Object.keys(workflowTexts.en).sort()).toEqual(workflows.sort());
  });
});

/** Problems that one endpoint alone names, which docs/costs.md and docs/api.md explain. */
const ofOneAnswer: readonly string[] = [
  "charges-of-other-months",
  "charges-of-other-days",
  "budget-amount-unreadable",
  "budget-scope-kind-unknown",
  "budget-scope-kind-missing",
  "budget-scope-without-value",
  "budget-scope-without-charges",
  "budget-currency-not-billed",
  "budget-month-unreadable",
  "effect-unknown",
];

/** A code that is missing here does not compile. */
const actions: Readonly<Record<AuditedAction, true>> = {
  "application-tag.set": true,
  "application-tag.disable": true,
  "budget.set": true,
  "budget.withdraw": true,
  "report.save": true,
  "report.run": true,
  "report.pause": true,
  "report.resume": true,
  "report.remove": true,
  "shared-cost-rule.set": true,
  "shared-cost-rule.withdraw": true,
  "connection.hand-over": true,
  "snapshot.roll-back": true,
  "snapshot.read-again": true,
  "workflow.run": true,
  "workflow.cancel": true,
  "workflow.pause": true,
  "workflow.resume": true,
};

const evidences: Readonly<Record<HoursEvidence | "amortized-report" | "unknown", true>> = {
  "order-terms": true,
  "reservation-details": true,
  "amortized-report": true,
  unknown: true,
};

const commitmentProblems: Readonly<Record<PlanProblem | StatedTermProblem | StatedUseProblem, true>> = {
  "use-unknown": true,
  "terms-differ": true,
  "term-unknown": true,
  "purchase-unknown": true,
  "spend-by-report-only": true,
  "currency-differs": true,
  "term-empty": true,
  "returned-more-than-bought": true,
  overused: true,
};

const unitCostReasons: Readonly<Record<UnitCostReason, true>> = {
  "no-value": true,
  "days-without-value": true,
  "units-differ": true,
  "value-is-zero": true,
  "value-is-negative": true,
  "cost-unknown": true,
};

const reasons: Readonly<Record<AbandonReason | RefusalReason | SnapshotFindingCode | OverrideOption, true>> = {
  auth: true,
  permission: true,
  "not-found": true,
  "stale-link": true,
  throttled: true,
  transient: true,
  malformed: true,
  rejected: true,
  tls: true,
  "untrusted-link": true,
  paging: true,
  changed: true,
  "too-large": true,
  deadline: true,
  cancelled: true,
  config: true,
  "unknown-account": true,
  "bad-month": true,
  "future-month": true,
  "closed-month": true,
  "not-offered": true,
  "account-taken": true,
  "too-many": true,
  "no-rows": true,
  "pages-not-contiguous": true,
  "month-not-finished": true,
  "page-differs": true,
  "row-twice": true,
  "page-repeated": true,
  "row-of-another-month": true,
  "rollup-differs": true,
  "cost-missing": true,
  "control-total-differs": true,
  "control-total-near": true,
  "control-total-unmatched": true,
  "charges-elsewhere": true,
  "late-rows": true,
  "pages-repeated": true,
  shrunk: true,
  "days-missing": true,
  "focus-rules": true,
  "period-differs": true,
  "rows-differ": true,
  "left-behind": true,
  "allow-shrink": true,
  "allow-closed": true,
  "accept-total": true,
  "accept-late": true,
  "accept-repeated-pages": true,
  "accept-handover": true,
};
