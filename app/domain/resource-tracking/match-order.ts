/**
 * How one of several matching patterns wins. `level-first`: level, then priority, then id. `id-first`: the smallest id over all levels, as the
 * users' present loader does; priority does not count there.
 */
export type MatchOrder = "level-first" | "id-first";
