import { z } from "zod";
import { columnFields, type MapColumn } from "../../scripts/cluster/moose-ddl";

const nothing = z.record(z.never());
/** Lineage too, since the search of it is left out: embedded/without-lineage.mjs. */
const none = z.array(z.never());
const described = z.object({ description: z.string().nullable() }).passthrough();
const columns = z.array(columnFields.passthrough());
const schemas = z.object({
  components: z.object({ schemas: z.record(z.record(z.unknown())) }),
  schemas: z.array(z.object({ $ref: z.string() })),
  version: z.string(),
});
const ingress = z
  .object({
    data_model: z.object({ allow_extra_fields: z.boolean(), columns }).passthrough(),
    dead_letter_queue: z.string().nullable(),
    schema: schemas,
    target_topic_id: z.string(),
  })
  .strict();
const egress = z
  .object({
    // "Required" of all, optional ones too: Moose tells them apart in nothing that it writes.
    query_params: z.array(z.object({ name: z.string(), data_type: z.string(), required: z.literal(true) }).strict()),
    output_schema: schemas,
  })
  .strict();

/** The map without tables and views, which `mooseDdl` reads. Strict: a part that Moose adds, or that nothing declared before, fails until it is written out. */
const infrastructure = z
  .object({
    api_endpoints: z.record(
      z
        .object({
          api_type: z.union([z.object({ INGRESS: ingress }).strict(), z.object({ EGRESS: egress }).strict()]),
          metadata: described,
          method: z.string(),
          name: z.string(),
          path: z.string(),
          pulls_data_from: none,
          pushes_data_to: none,
          source_primitive: z.unknown(),
          version: z.null(),
        })
        .strict(),
    ),
    consumption_api_web_server: nothing,
    default_database: z.literal("local"),
    dmv1_views: nothing,
    function_processes: z.record(
      z
        .object({
          dead_letter_queue_topic_id: z.string().nullable(),
          executable: z.string(),
          language: z.string(),
          metadata: described,
          name: z.string(),
          parallel_process_count: z.number(),
          source_primitive: z.unknown(),
          source_topic_id: z.string(),
          target_topic_id: z.string().nullable(),
          version: z.null(),
        })
        .strict(),
    ),
    materialized_views: z.unknown(),
    olap_dictionaries: nothing,
    orchestration_workers: z
      .object({ orchestration_worker_ts: z.object({ supported_language: z.literal("Typescript") }).strict() })
      .strict(),
    select_row_policies: nothing,
    sql_resources: nothing,
    tables: z.unknown(),
    topic_to_table_sync_processes: z.record(
      z
        .object({ columns, source_primitive: z.unknown(), source_topic_id: z.string(), target_table_id: z.string(), version: z.null() })
        .strict(),
    ),
    topic_to_topic_sync_processes: nothing,
    topics: z.record(
      z
        .object({
          columns,
          life_cycle: z.literal("FULLY_MANAGED"),
          max_message_bytes: z.number(),
          metadata: described,
          name: z.string(),
          partition_count: z.number(),
          retention_period: z.object({ nanos: z.literal(0), secs: z.number() }),
          schema_config: z.null(),
          source_primitive: z.unknown(),
          version: z.null(),
        })
        .strict(),
    ),
    views: z.unknown(),
    web_apps: z.record(
      z.object({ metadata: described, mount_path: z.string(), name: z.string(), pulls_data_from: none, pushes_data_to: none }).strict(),
    ),
    workflows: z.record(
      z
        .object({
          config: z.object({ name: z.string(), retries: z.number(), schedule: z.string(), tasks: z.null(), timeout: z.string() }).strict(),
          language: z.string(),
          name: z.string(),
          path: z.string(),
          pulls_data_from: none,
          pushes_data_to: none,
        })
        .strict(),
    ),
  })
  .strict();

/** What a map declares beside tables and views. */
export interface DescribedInfrastructure {
  /** Streams with where they go, ingest endpoints, APIs with their parameters, web apps and workflows: a line each. */
  readonly topology: string;
  /** The fields of streams, and those of answers and posted records as OpenAPI has them: a line each. */
  readonly fields: string;
}

/** Both texts are sorted by kind and name, so that they do not depend on which file the compiler met first. */
export function describeInfrastructure(text: string): DescribedInfrastructure {
  const map = infrastructure.parse(JSON.parse(text));
  const streams = Object.values(map.topics);
  const next = (stream: string): string => {
    const functions = Object.values(map.function_processes).filter(({ source_topic_id }) => source_topic_id === stream);
    const synced = Object.values(map.topic_to_table_sync_processes).filter(({ source_topic_id }) => source_topic_id === stream);
    const letters = (topic: string | null): string => (topic === null ? "" : `, failures to stream ${topic}`);
    const targets = [
      ...functions.map(
        (f) =>
          `function × ${f.parallel_process_count}${f.target_topic_id === null ? "" : ` -> stream ${f.target_topic_id}`}${letters(f.dead_letter_queue_topic_id)}`,
      ),
      ...synced.map((sync) => `table ${sync.target_table_id.replace(`${map.default_database}_`, "")}`),
    ];
    return targets.sort().join(" and ");
  };
  const endpoints = Object.values(map.api_endpoints).map(({ api_type, method, name, path, metadata }) => {
    if ("INGRESS" in api_type) {
      const { data_model, dead_letter_queue, schema, target_topic_id } = api_type.INGRESS;
      const stream = streams.find((one) => one.name === target_topic_id);
      if (stream === undefined || fieldLines(stream.columns) !== fieldLines(data_model.columns)) {
        throw new Error(`${path} takes other fields than its stream ${target_topic_id} has`);
      }
      const letters = dead_letter_queue === null ? "" : `, failures to stream ${dead_letter_queue}`;
      const extra = data_model.allow_extra_fields ? "unknown fields kept" : "no unknown fields";
      return { line: `${method} /${path} -> stream ${target_topic_id}: ${refs(schema)}, ${extra}${letters}`, schema };
    }
    const { query_params, output_schema } = api_type.EGRESS;
    const parameters = query_params.map((one) => `${one.name} ${one.data_type}`).join(", ");
    const line = `${method} /api/${path}(${parameters}): ${refs(output_schema)}${path === name ? "" : `, named ${name}`}`;
    return { line: `${line}\n  ${metadata.description ?? "no description"}`, schema: output_schema };
  });
  const topology = [
    streams.map(
      (s) =>
        `stream ${s.name} -> ${next(s.name)}: ${s.partition_count} partition${s.partition_count === 1 ? "" : "s"}, kept ${s.retention_period.secs / 86_400} days, messages of at most ${s.max_message_bytes} bytes`,
    ),
    endpoints.map(({ line }) => line),
    Object.values(map.web_apps).map((app) => `web app ${app.name} at ${app.mount_path}\n  ${app.metadata.description ?? "no description"}`),
    Object.values(map.workflows).map(
      ({ name, config }) =>
        `workflow ${name}: ${config.schedule === "" ? "no schedule" : `at ${config.schedule}`}, timeout ${config.timeout}, ${config.retries} retries`,
    ),
  ];
  const described = endpoints.flatMap(({ schema }) =>
    Object.entries(schema.components.schemas).map(([name, one]) => schemaLines(name, one)),
  );
  const fields = [streams.map(({ name, columns: own }) => `stream ${name}\n${fieldLines(own)}`), [...new Set(described)]];
  return { topology: paragraphs(topology, "\n"), fields: paragraphs(fields, "\n\n") };
}

function paragraphs(groups: readonly (readonly string[])[], between: string): string {
  return `${groups.map((group) => [...group].sort().join(between)).join("\n\n")}\n`;
}

function refs(schema: z.infer<typeof schemas>): string {
  return schema.schemas.map(({ $ref }) => nameOf($ref)).join(", ");
}

function nameOf(ref: string): string {
  return ref.replace("#/components/schemas/", "");
}

function fieldLines(fields: readonly MapColumn[]): string {
  return fields
    .map(({ name, data_type, required, default: value, materialized }) => {
      const type = typeof data_type === "string" ? data_type : JSON.stringify(data_type);
      return `  ${name}${required ? "" : "?"} ${type}${value == null ? "" : ` default ${value}`}${materialized == null ? "" : ` materialized ${materialized}`}`;
    })
    .join("\n");
}

const objectSchema = z
  .object({
    type: z.literal("object"),
    properties: z.record(z.record(z.unknown())),
    required: z.array(z.string()).default([]),
    description: z.string().optional(),
    additionalProperties: z.unknown(),
  })
  .strict();

function schemaLines(name: string, schema: Readonly<Record<string, unknown>>): string {
  const object = objectSchema.safeParse(schema);
  if (!object.success) return `schema ${name} = ${typeText(schema)}${remark(schema)}`;
  const { additionalProperties } = object.data;
  const lines = Object.entries(object.data.properties)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, one]) => `  ${field}${object.data.required.includes(field) ? "" : "?"}: ${typeText(one)}${remark(one)}`);
  const others = additionalProperties === undefined ? [] : [`  [others]: ${JSON.stringify(additionalProperties)}`];
  return [`schema ${name}${remark(schema)}`, ...lines, ...others].join("\n");
}

function remark({ description }: Readonly<Record<string, unknown>>): string {
  return typeof description === "string" ? ` -- ${description.replaceAll("\n", " ")}` : "";
}

/** As TypeScript would write it; what this does not know stays JSON, so that nothing is left out. */
function typeText(schema: unknown): string {
  const known = z.record(z.unknown()).safeParse(schema);
  if (!known.success) return JSON.stringify(schema);
  const rest = Object.fromEntries(Object.entries(known.data).filter(([key]) => key !== "description"));
  const only = (...keys: readonly string[]): boolean => Object.keys(rest).sort().join() === [...keys].sort().join();
  if (only("$ref") && typeof rest["$ref"] === "string") return nameOf(rest["$ref"]);
  if (only("const")) return JSON.stringify(rest["const"]);
  if (only("type") && typeof rest["type"] === "string") return rest["type"];
  if (only("type", "format") && typeof rest["format"] === "string") return `${String(rest["type"])} (${rest["format"]})`;
  if (only("oneOf") && Array.isArray(rest["oneOf"])) return rest["oneOf"].map(typeText).sort().join(" | ");
  if (only("type", "items") && rest["type"] === "array") {
    const item = typeText(rest["items"]);
    return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
  }
  const object = objectSchema.safeParse(rest);
  if (object.success && object.data.additionalProperties === undefined) {
    const fields = Object.entries(object.data.properties).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{ ${fields.map(([field, one]) => `${field}${object.data.required.includes(field) ? "" : "?"}: ${typeText(one)}`).join("; ")} }`;
  }
  return JSON.stringify(rest);
}
