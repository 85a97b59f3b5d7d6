import { z } from "zod";
import type { FileCursor } from "../files/file-parts";
import { unreadableManifest } from "../files/manifest-files";
import { type BrokenManifest, manifestConfig, manifestSource } from "../files/manifest-source";
import type { FocusFileReading } from "../files/read-focus-file";
import type { Source, StoredObject } from "../source";
import { SourceError } from "../source-error";
import { readReportManifest, type ReportManifest, type ReportPlace, reportPlaceOf } from "./manifest";

const config = manifestConfig.extend({
  reportName: z
    .string()
    .min(1)
    .optional()
    .describe("Report: its name, needed where several are below the prefix, since two of them would count twice"),
});

/** Which report is read, from where. */
export type AwsCurConfig = z.infer<typeof config>;

/**
 * The legacy Cost and Usage Report of AWS in storage, mapped to FOCUS. Each assembly is the whole month anew, in all the files of its manifest; the manifest
 * of the month names the newest one.
 */
export function awsCur(reading: FocusFileReading): Source<AwsCurConfig, FileCursor> {
  return manifestSource(
    {
      id: "aws-cur",
      title: "AWS Cost and Usage Report (legacy)",
      version: "1",
      config,
      asked: { field: "reportName", of: ({ reportName }) => reportName },
      placeOf: reportPlaceOf,
      read: readReportManifest,
      newest,
      inCopy: ({ root, exportName }, file) => {
        const at = `/${file}`.indexOf(`/${exportName}/`);
        return at === -1 ? null : `${root}${file.slice(at)}`;
      },
    },
    reading,
  );
}

type Candidate = ReportManifest & { readonly manifest: StoredObject };

/** The manifest of the month, which names its newest assembly. Assemblies alone do not tell which that is, unless there is only one. */
function newest(candidates: readonly Candidate[], broken: readonly BrokenManifest<ReportPlace>[]): Candidate {
  const ofMonth = candidates.find(({ isOfMonth }) => isOfMonth);
  if (ofMonth !== undefined) return ofMonth;
  const [unreadable] = [...broken].sort((left, right) => Number(right.place.isOfMonth) - Number(left.place.isOfMonth));
  if (unreadable !== undefined) throw unreadableManifest(unreadable.manifest.name, unreadable.reason, unreadable.place.month);
  const [found] = candidates;
  if (found === undefined) throw new RangeError("no manifest");
  const assemblies = new Set(candidates.map(({ assemblyId }) => assemblyId));
  if (assemblies.size > 1)
    throw new SourceError(
      "not-found",
      `${found.month.toString()} of ${found.exportName} has ${assemblies.size} assemblies and no ${found.exportName}-Manifest.json beside them, which names the newest`,
    );
  return found;
}
