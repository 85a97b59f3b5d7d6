/** The source of a program that asks through types generated from the OpenAPI document; compiled and run by openapi.test.ts. */
export const typedClient = String.raw`
import type { paths } from "./schema";

type Asked = { [P in keyof paths]: paths[P] extends { get: object } ? P : never }[keyof paths];
type Query<P extends Asked> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? Q : never;
type Found<P extends Asked> = paths[P] extends { get: { responses: { 200: { content: { "application/json": infer R } } } } } ? R : never;

async function ask<P extends Asked>(url: string, path: P, query: Query<P>): Promise<{ status: number; body: Found<P> }> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) search.set(name, String(value));
  const response = await fetch(url + path + "?" + search.toString());
  return { status: response.status, body: (await response.json()) as Found<P> };
}

async function main(url: string): Promise<void> {
  const { body } = await ask(url, "/api/costs", { month: "2026-10" });
  const costs: (string | null)[] = body.data.map((row) => row.cost);
  const { body: found } = await ask(url, "/api/anomalies", { month: "2026-10", dimension: "service", limit: 5 });
  const weeks: number[] = found.data.map((row) => row.weeks);
  if (weeks.length > 5) throw new Error("more than asked for");
  const { status } = await ask(url, "/api/costs", { month: "never" });
  console.log(JSON.stringify({ costs, refused: status }));
}

// What must not compile. An unused expectation is an error, too.
export const wrong = (url: string): unknown[] => [
  // @ts-expect-error the month is required
  ask(url, "/api/forecast", {}),
  // @ts-expect-error a month is text
  ask(url, "/api/costs", { month: 202610 }),
  // @ts-expect-error there is no such choice
  ask(url, "/api/anomalies", { month: "2026-10", dimension: "planet" }),
  // @ts-expect-error there is no such parameter
  ask(url, "/api/costs", { month: "2026-10", colour: "red" }),
  // @ts-expect-error there is no such path
  ask(url, "/api/cost", { month: "2026-10" }),
  // @ts-expect-error a cost is not a number
  ask(url, "/api/costs", { month: "2026-10" }).then(({ body }) => body.data.map((row): number => row.cost)),
];

declare const process: { argv: string[] };
void main(process.argv[2] ?? "");
`;
