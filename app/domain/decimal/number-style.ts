/** How a file writes numbers: `1,234.5` (point) or, only under localised headers, `1.234,5` (comma). */
export type NumberStyle = "point" | "comma";
