import { type Measure, measures } from "../../app/measures";
import { queryFilters, type View } from "../../app/view-state";

export const grains = ["none", "day", "month"] as const;
export type Grain = (typeof grains)[number];

export const limits = ["20", "100", "1000"] as const;
export type Limit = (typeof limits)[number];

/** What is asked beside period, account and filters, which the view has. */
export interface QueryState {
  /** At least one. */
  readonly measures: readonly Measure[];
  /** Dimensions, `billing_account`, or `tag:` and a key; at most six. */
  readonly dimensions: readonly string[];
  readonly grain: Grain;
  readonly limit: Limit;
}

export const mostDimensions = 6;

const usual: QueryState = { measures: ["billed_cost", "charges"], dimensions: ["service_name", "region"], grain: "none", limit: "100" };

/** The state that `open` of the address says: `billed_cost,charges;region;month;100`, each name encoded. What cannot be read is as usual. */
export function readQueryState(open: string | null): QueryState {
  if (open === null) return usual;
  const [first = "", second = "", third = "", fourth = ""] = open.split(";");
  const named = (text: string): readonly string[] =>
    text
      .split(",")
      .filter((name) => name !== "")
      .map(decoded);
  const chosen = measures.filter((measure) => named(first).includes(measure));
  return {
    measures: chosen.length === 0 ? usual.measures : chosen,
    dimensions: [...new Set(named(second))].slice(0, mostDimensions),
    grain: grains.find((grain) => grain === third) ?? usual.grain,
    limit: limits.find((limit) => limit === fourth) ?? usual.limit,
  };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export function writeQueryState(state: QueryState): string | null {
  const write = ({ measures: chosen, dimensions, grain, limit }: QueryState): string =>
    [chosen.join(","), dimensions.map(encodeURIComponent).join(","), grain, limit].join(";");
  const text = write(state);
  return text === write(usual) ? null : text;
}

/** The body of POST /query: the most of the first measure stands first, days and months in their order. */
export function queryBody({ measures: chosen, dimensions, grain, limit }: QueryState, view: View): object {
  const filters = queryFilters(view);
  const [first = "billed_cost"] = chosen;
  return {
    measures: chosen,
    dimensions,
    ...(filters.length === 0 ? {} : { filters }),
    timeRange: { from: view.from, to: view.to },
    ...(grain === "none" ? {} : { grain }),
    orderBy: [...(grain === "none" ? [] : [{ by: "date", direction: "asc" }]), { by: first, direction: "desc" }],
    limit: Number.parseInt(limit, 10),
  };
}
