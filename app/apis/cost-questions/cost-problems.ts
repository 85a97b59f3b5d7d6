import type { CostRange } from "../../domain/cost/cost-range";
import type { AnswerProblem, AnswerSnapshot } from "../serving/answer";

/** What is odd about the months that were asked for, and about those that they are compared with. */
export function costProblems(
  range: CostRange,
  readings: readonly AnswerSnapshot[],
  previous: CostRange | null = null,
): readonly AnswerProblem[] {
  const known = new Set(readings.map(({ billing_period }) => billing_period.slice(0, 7)));
  const asked = new Set([...(previous?.months ?? []), ...range.months]);
  const missing = [...asked].filter((month) => !known.has(month));
  const live = readings.filter(({ snapshot_id }) => snapshot_id === "live").map(({ billing_period }) => billing_period.slice(0, 7));
  return [
    ...(missing.length === 0 ? [] : [{ code: "missing-months", message: `There are no charges of ${spelled(missing)}` }]),
    ...(live.length === 0
      ? []
      : [
          { code: "live-months", message: `No bill is published of ${spelled([...new Set(live)])}: these are charges as they were posted` },
        ]),
  ];
}

const spelled = (months: readonly string[]): string =>
  months.length > 3 ? `${months.length} months from ${months[0] ?? ""} to ${months.at(-1) ?? ""}` : months.join(", ");
