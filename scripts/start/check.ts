/** One thing that has to be right before Moose is started. */
export interface Check {
  readonly name: CheckName;
  /** `away`: it does not answer, and may do so in a moment. `warning`: the start goes on. */
  readonly state: "ok" | "warning" | "problem" | "away";
  /** What was found, in one sentence. Never a secret. */
  readonly detail: string;
  /** The variables or the command that mend it, where one does. */
  readonly mend: readonly string[];
}

export type CheckName =
  | "settings"
  | "packages"
  | "ports"
  | "disk"
  | "dashboard"
  | "clickhouse"
  | "database"
  | "replicas"
  | "clock"
  | "kafka"
  | "redis"
  | "temporal";

export const found = (name: CheckName, state: Check["state"], detail: string, ...mend: readonly string[]): Check => ({
  name,
  state,
  detail,
  mend,
});

/** Whether nothing keeps Moose from being started. */
export const isFit = (checks: readonly Check[]): boolean => checks.every(({ state }) => state === "ok" || state === "warning");

/** A line for each check in one of the states `shown`, as `FAIL  clickhouse  does not answer …`, with what mends it where the words before do not say so. */
export function checkLines(checks: readonly Check[], shown: readonly Check["state"][]): string {
  return checks
    .filter(({ state }) => shown.includes(state))
    .map(({ name, state, detail, mend }) => {
      const mark = state === "ok" ? "ok" : state === "warning" ? "note" : "FAIL";
      const remedies = mend.filter((remedy) => !detail.includes(remedy));
      return `  ${mark.padEnd(4)}  ${name.padEnd(10)}  ${detail}${remedies.length === 0 ? "" : `. Remedy: ${remedies.join(", ")}`}`;
    })
    .join("\n");
}

/** What `npm start -- --check --json` prints. */
export function checkDocument(checks: readonly Check[]): string {
  return JSON.stringify({ fit: isFit(checks), checks }, null, 2);
}
