import { createHash } from "node:crypto";
import type { ZodType, ZodTypeDef } from "zod";
import { canonicalJson } from "../domain/json-text/canonical-json";
import { faultSentence, schemaFaults } from "../domain/text/schema-faults";
import type {
  ControlTotals,
  Delivery,
  Part,
  PartContent,
  Probe,
  ReadOptions,
  Source,
  SourceContext,
  SourceSpec,
  WantedDeliveries,
} from "./source";
import { SourceError } from "./source-error";

/** A source bound to one configuration, its cursors as JSON text: what the pipeline works with. */
export interface Connection {
  readonly source: string;
  /** Of a connection that is kept; empty when nobody keeps it: that of a file, or of an enrollment in the settings. */
  readonly id: string;
  readonly yields: PartContent["kind"];
  /** Of the source's version, and of all in its configuration that decides rows: the end of the version of each delivery that has one. */
  readonly reading: string;
  check(context: SourceContext): Promise<readonly Probe[]>;
  /** A delivery that has a version is offered with `reading` at its end: read otherwise, it is another one. */
  discover(wanted: WantedDeliveries, context: SourceContext): AsyncIterable<Delivery>;
  /** A delivery with a fault throws it. `from` that is no cursor of this source throws `stale-link`: the delivery starts over. */
  read(delivery: Delivery, options: ReadOptions<string>, context: SourceContext): AsyncIterable<Part<string>>;
  controlTotals(delivery: Delivery, context: SourceContext): Promise<ControlTotals>;
}

/** Validates a configuration and binds the source to it. Throws SourceError `config` with everything that is wrong, no value of it repeated. */
export function connect<Config, Cursor>(source: Source<Config, Cursor>, configuration: unknown, id = ""): Connection {
  const { spec } = source;
  const reading = spec.config.safeParse(configuration);
  if (!reading.success) {
    const problems = configurationFaults(spec.config, configuration).map(faultSentence);
    throw new SourceError("config", `the configuration of ${spec.id} cannot be used: ${problems.join("; ")}`);
  }
  const config = reading.data;
  const how = readingOf(spec, config);
  return {
    source: spec.id,
    id,
    yields: spec.yields(config),
    reading: how,
    check: (context) => source.check(config, context),
    async *discover(wanted, context) {
      for await (const delivery of source.discover(config, wanted, context))
        yield delivery.version === null ? delivery : { ...delivery, version: `${delivery.version}/${how}` };
    },
    async *read(delivery, options, context) {
      if (delivery.fault !== undefined) throw delivery.fault;
      const from = options.from === null ? null : cursorOf(source, options.from);
      for await (const { content, hash, next } of source.read(config, asTheSourceKnows(delivery), { ...options, from }, context))
        yield { content, hash, next: next === null ? null : JSON.stringify(next) };
    },
    controlTotals: async (delivery, context) =>
      (await source.controlTotals?.(config, asTheSourceKnows(delivery), context)) ?? { totals: [], unusable: null },
  };
}

/** The version of a delivery without what it is read with. */
export function versionOfDelivery(version: string): string {
  const end = version.lastIndexOf("/");
  return end === -1 ? version : version.slice(0, end);
}

function asTheSourceKnows(delivery: Delivery): Delivery {
  return delivery.version === null ? delivery : { ...delivery, version: versionOfDelivery(delivery.version) };
}

function readingOf<Config, Cursor>({ id, version, withoutEffect }: SourceSpec<Config, Cursor>, config: Config): string {
  const text = canonicalJson([id, version, decisive(config, "", new Set(withoutEffect))]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** A configuration without the fields that have no effect on rows. */
function decisive(value: unknown, path: string, withoutEffect: ReadonlySet<string>): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, one]) => [name, one, path === "" ? name : `${path}.${name}`] as const);
  return Object.fromEntries(
    members.filter(([, , field]) => !withoutEffect.has(field)).map(([name, one, field]) => [name, decisive(one, field, withoutEffect)]),
  );
}

/** What is wrong with a configuration, each at its field: `storage.bucket`. */
export function configurationFaults(schema: ZodType<unknown, ZodTypeDef, unknown>, configuration: unknown): readonly ConfigurationFault[] {
  const reading = schema.safeParse(configuration);
  if (reading.success) return [];
  return schemaFaults(reading.error, schema, configuration, "field").map(({ path, kind, message, allowed }) => ({
    path,
    message: kind === "unknown-member" && allowed !== null ? `${message} (fields: ${allowed.join(", ")})` : message,
  }));
}

export interface ConfigurationFault {
  readonly path: string;
  readonly message: string;
}

function cursorOf<Config, Cursor>({ spec }: Source<Config, Cursor>, text: string): Cursor {
  const reading = spec.cursor.safeParse(parsed(text));
  if (!reading.success) throw new SourceError("stale-link", `the stored cursor was not written by ${spec.id} ${spec.version}`);
  return reading.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
