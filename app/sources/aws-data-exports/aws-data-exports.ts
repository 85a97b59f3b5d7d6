import { z } from "zod";
import type { FileCursor } from "../files/file-parts";
import {
  byMonth,
  type ManifestBill,
  manifestConfig,
  type ManifestPlan,
  manifestSource,
  readManifests,
  refuseSeveral,
} from "../files/manifest-source";
import type { FocusFileReading } from "../files/read-focus-file";
import type { ObjectReader, Source, StoredObject } from "../source";
import { SourceError } from "../source-error";
import { type ManifestPlace, type ManifestReading, readExportManifest, readManifestPlace } from "./manifest";

const config = manifestConfig.extend({
  /** Needed where several exports are below the prefix: reading two of them would count twice. */
  exportName: z.string().min(1).optional(),
});

/** Which exports are read, from where. */
export type AwsDataExportsConfig = z.infer<typeof config>;

/**
 * AWS Data Exports in storage: FOCUS 1.0 and 1.2 with AWS columns, and CUR 2.0, which is mapped to FOCUS. The manifest of a month comes after its files
 * (https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html). Of executions side by side the latest is offered.
 */
export function awsDataExports(reading: FocusFileReading): Source<AwsDataExportsConfig, FileCursor> {
  return manifestSource(
    {
      id: "aws-data-exports",
      title: "AWS Data Exports",
      version: "1",
      config,
      fields: "storage, prefix, exportName",
      plan,
    },
    reading,
  );
}

/** A manifest that can be read. */
interface Candidate extends ManifestPlace, ManifestReading {
  readonly manifest: StoredObject;
}

async function plan({ prefix, exportName }: AwsDataExportsConfig, objects: ObjectReader, signal: AbortSignal): Promise<ManifestPlan> {
  const placeOf = (name: string): ManifestPlace | null => {
    const place = readManifestPlace(name);
    return exportName === undefined || place?.exportName === exportName ? place : null;
  };
  const { found, passedOver, listed } = await readManifests(objects, prefix, placeOf, readExportManifest, signal);
  refuseSeveral(
    found.map(({ root }) => root.replace(/\/$/, "")),
    "exportName",
  );
  return { bills: byMonth(found).map((ofMonth) => billOf(latest(ofMonth), listed)), passedOver };
}

/** The latest execution; the name of its folder begins with its time. The manifest beside the folders is that of one of them. */
function latest(candidates: readonly Candidate[]): Candidate {
  const sorted = [...candidates].sort((left, right) => (key(left) < key(right) ? 1 : -1));
  const [newest] = sorted;
  if (newest === undefined) throw new RangeError("no manifest");
  const overwritten = sorted.find(({ execution }) => execution === "");
  if (newest.execution !== "" && overwritten !== undefined)
    throw new SourceError(
      "config",
      `${newest.month.toString()} of ${newest.exportName} has files that are overwritten (${overwritten.manifest.name}) and executions side by side (${newest.execution}): remove those that the export writes no longer`,
    );
  return newest;
}

/** By execution, then by the manifest that stands nearest to the partition. */
function key({ execution, manifest }: Candidate): string {
  return `${execution}\n${String(9999 - manifest.name.length).padStart(4, "0")}`;
}

/** A copy of the bucket may have the folder of the export at another place. */
function billOf({ manifest, root, exportName, month, files }: Candidate, listed: ReadonlyMap<string, StoredObject>): ManifestBill {
  const found = files.map((name) => {
    const below = /(?:^|\/)(data\/billing_period=.*)$/i.exec(name)?.[1];
    return { name, object: listed.get(name) ?? (below === undefined ? undefined : listed.get(`${root}${below}`)) ?? null };
  });
  return { name: `${exportName} ${month.toString()}`, manifest, month, encoding: null, files: found };
}
