import { type CostDoubt, costDoubtColumns } from "../../domain/cost/cost-doubt";
import type { AnswerProblem } from "../serving/answer";
import { SqlText } from "../serving/sql-text";
import { measure } from "./cost-measure";
import { doubtProblems } from "./cost-problems";

/** A row of a statement that adds `doubtSums` up by currency. */
export interface DoubtedRow {
  readonly currency: string;
  /** Charges and their cost, in the order of the doubts. */
  readonly doubts: readonly (readonly string[])[];
}

/** The column `doubts` of a statement over rows `r`, which need the columns of `doubtColumns`. */
export function doubtSums(doubts: readonly CostDoubt[]): SqlText {
  const sums = doubts.map((doubt) => {
    const { cost } = costDoubtColumns[doubt];
    return SqlText.of`[toString(sum(${doubtedCharges(doubt, SqlText.of`r.`)})), ${cost === null ? SqlText.of`''` : SqlText.of`toString(sum(r.${measure(cost)}))`}]`;
  });
  return SqlText.of`CAST([${SqlText.join(sums, ", ")}], 'Array(Array(String))') AS doubts`;
}

/** SQL: how many charges of a row a doubt is about; `row` is empty or the name of the row with its point. */
export function doubtedCharges(doubt: CostDoubt, row: SqlText): SqlText {
  const { charges } = costDoubtColumns[doubt];
  const isOfOneCost =
    charges === "contracted_unknown_charges" || charges === "list_unknown_charges" || charges === "negotiation_unknown_charges";
  return isOfOneCost ? SqlText.of`${row}${measure(charges)} - ${row}missing_charges` : SqlText.of`${row}${measure(charges)}`;
}

/** The measures that `doubtSums` reads. */
export function doubtColumns(doubts: readonly CostDoubt[]): readonly CostDoubtColumn[] {
  return doubts.flatMap((doubt) => {
    const { charges, cost } = costDoubtColumns[doubt];
    return cost === null ? [charges] : [charges, cost];
  });
}

type CostDoubtColumn = (typeof costDoubtColumns)[CostDoubt]["charges"] | NonNullable<(typeof costDoubtColumns)[CostDoubt]["cost"]>;

/** The problems of an answer, from the column `doubts` of its rows: one for each doubt and currency, with charges and cost of all rows. */
export function problemsOfDoubts(doubts: readonly CostDoubt[], rows: readonly DoubtedRow[]): readonly AnswerProblem[] {
  return doubtProblems(
    rows.flatMap(({ currency, doubts: sums }) =>
      doubts.map((doubt, index) => ({ doubt, currency, charges: sums[index]?.[0] ?? "0", cost: sums[index]?.[1] || null })),
    ),
  );
}
