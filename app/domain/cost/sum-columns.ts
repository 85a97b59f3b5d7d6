/** `sum(a) AS b, …`, with the number of charges. `columns` are a charge's, or a rollup's own. */
export function sumColumns(columns: Readonly<Record<string, string>>, charges: string): string {
  return [...Object.entries(columns).map(([name, expression]) => `sum(${expression}) AS ${name}`), `${charges} AS charges`].join(", ");
}
