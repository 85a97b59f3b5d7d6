import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

type DataType = string | { readonly elementType: DataType } | { readonly fields: readonly (readonly [string, DataType])[] };

const dataType: z.ZodType<DataType> = z.lazy(() =>
  z.union([z.string(), z.object({ elementType: dataType }), z.object({ fields: z.array(z.tuple([z.string(), dataType])) })]),
);
const column = z.object({
  name: z.string(),
  required: z.boolean(),
  data_type: dataType,
  annotations: z.array(z.tuple([z.string(), z.unknown()])),
  materialized: z.string().nullish(),
});
const engine = z.union([
  z.string(),
  z
    .object({ ReplacingMergeTree: z.object({ ver: z.string().nullable() }) })
    .transform((e) => `ReplacingMergeTree(${e.ReplacingMergeTree.ver ?? ""})`),
]);
const infrastructure = z.object({
  tables: z.record(
    z.object({
      name: z.string(),
      columns: z.array(column),
      engine,
      order_by: z.array(z.string()),
      partition_by: z.string().nullish(),
      table_settings: z.record(z.string()).nullish(),
    }),
  ),
  views: z.record(z.object({ name: z.string(), selectSql: z.string(), sourceTables: z.array(z.string()) })),
  materialized_views: z.record(z.object({ name: z.string(), selectSql: z.string(), targetTable: z.string() })),
});

/**
 * The statements that make Moose's tables and views, from the reviewed infrastructure map: `npm run test:moose` fails when that is not what `app/`
 * declares, so these tables cannot drift from the code. `moose migrate` itself needs a Redis to keep its state in.
 */
export function mooseDdl(text = readFileSync(join(__dirname, "../moose/infrastructure-map.snap.json"), "utf8")): readonly string[] {
  const map = infrastructure.parse(JSON.parse(text));
  const tables = Object.values(map.tables).map((table) => {
    const columns = table.columns
      .map((c) => `\`${c.name}\` ${columnType(c)}${c.materialized ? ` MATERIALIZED ${c.materialized}` : ""}`)
      .join(", ");
    const settings = Object.entries(table.table_settings ?? {}).map(([name, value]) => `${name} = ${value}`);
    const body = table.engine.includes("(") ? table.engine : `${table.engine}()`;
    return (
      `CREATE TABLE \`${table.name}\` (${columns}) ENGINE = ${body}` +
      `${table.partition_by ? ` PARTITION BY ${table.partition_by}` : ""} ORDER BY (${table.order_by.join(", ")})` +
      (settings.length > 0 ? ` SETTINGS ${settings.join(", ")}` : "")
    );
  });
  const rollups = Object.values(map.materialized_views).map(
    (v) => `CREATE MATERIALIZED VIEW \`${v.name}\` TO \`${v.targetTable}\` AS ${v.selectSql}`,
  );
  const views = inOrder(Object.values(map.views));
  return [...tables, ...rollups, ...views.map((v) => `CREATE VIEW \`${v.name}\` AS ${v.selectSql}`)];
}

interface ViewOfMap {
  readonly name: string;
  readonly sourceTables: readonly string[];
}

/** Views read each other: each after those that it reads. */
function inOrder<V extends ViewOfMap>(views: readonly V[], made: readonly V[] = []): readonly V[] {
  const waiting = new Set(views.map(({ name }) => `\`${name}\``));
  const next = views.filter(({ sourceTables }) => !sourceTables.some((source) => waiting.has(source)));
  if (next.length === 0) return [...made, ...views];
  return inOrder(
    views.filter((view) => !next.includes(view)),
    [...made, ...next],
  );
}

const aggregated = z.object({ functionName: z.string(), argumentType: z.string() });
const aggregation = z.object({ functionName: z.string(), argumentTypes: z.array(z.string()) });

function columnType({ data_type, required, annotations }: z.infer<typeof column>): string {
  const marks = new Map(annotations);
  const simple = aggregated.safeParse(marks.get("simpleAggregationFunction"));
  if (simple.success) return `SimpleAggregateFunction(${simple.data.functionName}, ${simple.data.argumentType.replace("Date16", "Date")})`;
  const full = aggregation.safeParse(marks.get("aggregationFunction"));
  if (full.success) return `AggregateFunction(${full.data.functionName}, ${full.data.argumentTypes.join(", ")})`;
  const type = plainType(data_type);
  const nullable = required ? type : `Nullable(${type})`;
  return marks.get("LowCardinality") === true ? `LowCardinality(${nullable})` : nullable;
}

function plainType(type: DataType): string {
  if (typeof type === "string") return type === "Date16" ? "Date" : type.replace(/^DateTime\((\d)\)$/, "DateTime64($1)");
  if ("elementType" in type) return `Array(${plainType(type.elementType)})`;
  return `Tuple(${type.fields.map(([name, inner]) => `${name} ${plainType(inner)}`).join(", ")})`;
}
