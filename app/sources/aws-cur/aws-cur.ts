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
import { type ManifestPlace, readManifestPlace, readReportManifest, type ReportAssembly } from "./manifest";

const config = manifestConfig.extend({
  /** Needed where several reports are below the prefix: reading two of them would count twice. */
  reportName: z.string().min(1).optional(),
});

/** Which report is read, from where. */
export type AwsCurConfig = z.infer<typeof config>;

/**
 * The legacy Cost and Usage Report of AWS in storage, mapped to FOCUS. Each assembly is the whole month anew, in all the files of its manifest
 * (https://docs.aws.amazon.com/cur/latest/userguide/understanding-report-versions.html); the manifest of the month names the newest one.
 */
export function awsCur(reading: FocusFileReading): Source<AwsCurConfig, FileCursor> {
  return manifestSource(
    {
      id: "aws-cur",
      title: "AWS Cost and Usage Report (legacy)",
      version: "1",
      config,
      fields: "storage, prefix, reportName",
      plan,
    },
    reading,
  );
}

/** A manifest that can be read. */
interface Candidate extends ManifestPlace, ReportAssembly {
  readonly manifest: StoredObject;
}

async function plan({ prefix, reportName }: AwsCurConfig, objects: ObjectReader, signal: AbortSignal): Promise<ManifestPlan> {
  const placeOf = (name: string): ManifestPlace | null => {
    const place = readManifestPlace(name);
    return reportName === undefined || place?.reportName === reportName ? place : null;
  };
  const { found, passedOver, listed } = await readManifests(objects, prefix, placeOf, readReportManifest, signal);
  refuseSeveral(
    found.map(({ root, reportName }) => `${root}${reportName}`),
    "reportName",
  );
  return { bills: byMonth(found).map((ofMonth) => billOf(newest(ofMonth), listed)), passedOver };
}

/** The manifest of the month. Of assemblies alone nobody can tell which is the newest, unless it is the only one. */
function newest(candidates: readonly Candidate[]): Candidate {
  const found = candidates.find(({ isNewest }) => isNewest) ?? candidates[0];
  if (found === undefined) throw new RangeError("no manifest");
  const assemblies = new Set(candidates.map(({ assemblyId }) => assemblyId));
  if (!found.isNewest && assemblies.size > 1)
    throw new SourceError(
      "not-found",
      `${found.month.toString()} of ${found.reportName} has ${assemblies.size} assemblies and no ${found.reportName}-Manifest.json beside them, which names the newest`,
    );
  return found;
}

/** A copy of the bucket may have the folder of the report at another place. */
function billOf(
  { manifest, root, reportName, month, encoding, files }: Candidate,
  listed: ReadonlyMap<string, StoredObject>,
): ManifestBill {
  const found = files.map((name) => {
    const at = `/${name}`.indexOf(`/${reportName}/`);
    return { name, object: listed.get(name) ?? (at === -1 ? undefined : listed.get(`${root}${name.slice(at)}`)) ?? null };
  });
  return { name: `${reportName} ${month.toString()}`, manifest, month, encoding, files: found };
}
