import { costMeasures } from "./cost-columns";
import { sumColumns } from "./sum-columns";

/** The measures of a rollup that is made of another. */
export const sumsOfRollup = sumColumns(Object.fromEntries(Object.keys(costMeasures).map((name) => [name, name])), "sum(charges)");
