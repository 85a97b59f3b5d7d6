import { z } from "zod";

type DataType = string | { readonly elementType: DataType } | { readonly fields: readonly (readonly [string, DataType])[] };

const dataType: z.ZodType<DataType> = z.lazy(() =>
  z.union([z.string(), z.object({ elementType: dataType }), z.object({ fields: z.array(z.tuple([z.string(), dataType])) })]),
);
/** A column of a table or a field of a stream; its comment and default apart, `annotations` says what else its type is. */
export const columnFields = z.object({
  name: z.string(),
  required: z.boolean(),
  data_type: dataType,
  annotations: z.array(z.tuple([z.string(), z.unknown()])),
  comment: z.string().optional(),
  default: z.string().nullable(),
  materialized: z.string().nullish(),
  primary_key: z.literal(false),
  unique: z.literal(false),
});
export type MapColumn = z.infer<typeof columnFields>;
/** Without arguments: the path in Keeper is the database's affair. */
const replica = { keeper_path: z.null(), replica_name: z.null() };
const engine = z.union([
  z.enum(["MergeTree", "AggregatingMergeTree"]),
  z
    .object({ ReplacingMergeTree: z.object({ ver: z.string().nullable(), is_deleted: z.null() }).strict() })
    .strict()
    .transform((e) => `ReplacingMergeTree(${e.ReplacingMergeTree.ver ?? ""})`),
  z
    .object({ ReplicatedMergeTree: z.object(replica).strict() })
    .strict()
    .transform(() => "ReplicatedMergeTree"),
  z
    .object({ ReplicatedAggregatingMergeTree: z.object(replica).strict() })
    .strict()
    .transform(() => "ReplicatedAggregatingMergeTree"),
  z
    .object({ ReplicatedReplacingMergeTree: z.object({ ...replica, ver: z.string().nullable(), is_deleted: z.null() }).strict() })
    .strict()
    .transform((e) => `ReplicatedReplacingMergeTree(${e.ReplicatedReplacingMergeTree.ver ?? ""})`),
]);
const none = z.array(z.never());
/** Strict: a property that Moose adds, or that no table had before, fails until it is in the statement. */
const infrastructure = z.object({
  tables: z.record(
    z
      .object({
        name: z.string(),
        columns: z.array(columnFields.strict()),
        engine,
        order_by: z.array(z.string()),
        partition_by: z.string().nullish(),
        table_ttl_setting: z.string().nullish(),
        table_settings: z.record(z.string()).nullish(),
        constraints: none,
        indexes: none,
        projections: none,
        version: z.null(),
        life_cycle: z.literal("FULLY_MANAGED"),
        metadata: z.unknown(),
        source_primitive: z.unknown(),
        engine_params_hash: z.unknown(),
        table_settings_hash: z.unknown(),
      })
      .strict(),
  ),
  views: z.record(z.object({ name: z.string(), selectSql: z.string(), sourceTables: z.array(z.string()), metadata: z.unknown() }).strict()),
  materialized_views: z.record(
    z
      .object({
        name: z.string(),
        selectSql: z.string(),
        targetTable: z.string(),
        sourceTables: z.array(z.string()),
        lifeCycle: z.literal("FULLY_MANAGED"),
        metadata: z.unknown(),
      })
      .strict(),
  ),
});

/** The statements that make the tables and views of an infrastructure map: tables, materialized views, then views, each kind by name. */
export function mooseDdl(text: string): readonly string[] {
  const map = infrastructure.parse(JSON.parse(text));
  const tables = byName(Object.values(map.tables)).map((table) => {
    const columns = table.columns.map(columnSql).join(", ");
    const settings = Object.entries(table.table_settings ?? {})
      .map(([name, value]) => `${name} = ${value}`)
      .sort();
    return (
      `CREATE TABLE ${table.name} (${columns}) ENGINE = ${table.engine}` +
      `${table.partition_by ? ` PARTITION BY ${table.partition_by}` : ""} ORDER BY (${table.order_by.join(", ")})` +
      `${table.table_ttl_setting ? ` TTL ${table.table_ttl_setting}` : ""}${settings.length > 0 ? ` SETTINGS ${settings.join(", ")}` : ""}`
    );
  });
  const rollups = byName(Object.values(map.materialized_views)).map(
    (v) => `CREATE MATERIALIZED VIEW ${v.name} TO ${v.targetTable} AS ${v.selectSql.trim()}`,
  );
  const views = inOrder(byName(Object.values(map.views)));
  return [...tables, ...rollups, ...views.map((v) => `CREATE VIEW ${v.name} AS ${v.selectSql.trim()}`)];
}

function byName<T extends { readonly name: string }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function columnSql(column: MapColumn): string {
  const value = column.materialized ? ` MATERIALIZED ${column.materialized}` : column.default ? ` DEFAULT ${column.default}` : "";
  const comment = column.comment === undefined ? "" : ` COMMENT '${column.comment.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  return `\`${column.name}\` ${columnType(column)}${value}${comment}`;
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

function columnType({ data_type, required, annotations }: MapColumn): string {
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
