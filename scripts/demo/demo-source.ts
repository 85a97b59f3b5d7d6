import { randomUUID } from "node:crypto";
import type { OracleAnswer } from "../../simulator/oracle-answer";
import { startSimulator } from "../../simulator/start-simulator";
import { exportsEnvironment } from "./exported-bills";

/** Where the simulated enrollment's tables are, unless MOOSE_CLICKHOUSE_CONFIG__DB_NAME says otherwise. */
const demoDatabase = "demo";

/** The bill that the demo reads. */
export interface DemoSource {
  readonly description: string;
  readonly enrollment: string;
  /** What the stack needs to read it. */
  readonly environment: Readonly<Record<string, string>>;
  /** `YYYY-MM`, oldest first; the last is open. */
  readonly months: readonly string[];
  /** What the source itself says a month adds up to; null where it does not. */
  readonly oracle: (month: string) => OracleAnswer | null;
  /** Makes the source change the open month as Azure does from day to day; null where only Azure can. */
  readonly restate: (() => string) | null;
  readonly close: () => Promise<void>;
}

/**
 * The enrollment of AZURE_EA_ENROLLMENT, AZURE_EA_API_KEY and AZURE_EA_BASE_URL, or a simulated one when none of them is set.
 * @throws {Error} one or two of the three are set
 */
export async function openDemoSource(env: NodeJS.ProcessEnv, rows: number, now: Date): Promise<DemoSource> {
  const names = ["AZURE_EA_ENROLLMENT", "AZURE_EA_API_KEY", "AZURE_EA_BASE_URL"];
  const missing = names.filter((name) => (env[name] ?? "") === "");
  const months = [2, 1, 0].map((back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7));
  const open = months.at(-1) ?? "";
  if (missing.length === 0) {
    const enrollment = (env["AZURE_EA_ENROLLMENT"] ?? "").split(",")[0]?.trim() ?? "";
    const description = `enrollment ${enrollment} at ${env["AZURE_EA_BASE_URL"] ?? ""}`;
    return { description, enrollment, environment: {}, months, oracle: () => null, restate: null, close: () => Promise.resolve() };
  }
  if (missing.length < names.length) throw new Error(`${missing.join(" and ")} missing: set all three for a real enrollment, or none.`);
  const enrollment = "100100";
  const key = randomUUID();
  // The middle of the month, so that the open month has usage whatever day it is.
  const simulator = await startSimulator({ seed: 42, enrollments: [{ number: enrollment, key, rows }], today: `${open}-15`, months: 3 });
  return {
    description: `simulated enrollment ${enrollment} at ${simulator.url}`,
    enrollment,
    environment: {
      AZURE_EA_ENROLLMENT: enrollment,
      AZURE_EA_API_KEY: key,
      AZURE_EA_BASE_URL: simulator.url,
      AZURE_EA_REQUESTS_PER_MINUTE: "60000",
      ...exportsEnvironment(env),
      // Made-up bills are in no answer of npm run dev.
      MOOSE_CLICKHOUSE_CONFIG__DB_NAME: env["MOOSE_CLICKHOUSE_CONFIG__DB_NAME"] ?? demoDatabase,
    },
    months,
    oracle: (month) => simulator.oracle(enrollment, month),
    restate: () => {
      const { throughDay } = simulator.restate({ enrollment, month: open });
      return `Azure restates ${open}: usage of the month changes, appears and vanishes (now through day ${throughDay})`;
    },
    close: () => simulator.close(),
  };
}
