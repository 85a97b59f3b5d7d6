import { z } from "zod";
import type { FileCursor } from "../files/file-parts";
import { manifestConfig, manifestSource } from "../files/manifest-source";
import type { FocusFileReading } from "../files/read-focus-file";
import type { Source, StoredObject } from "../source";
import { SourceError } from "../source-error";
import { type ReportManifest, reportManifestOf } from "./manifest";

const config = manifestConfig.extend({
  /** Needed where several reports are below the prefix: reading two of them would count twice. */
  reportName: z.string().min(1).optional(),
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
      manifestOf: reportManifestOf,
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

/** The manifest of the month. Assemblies alone do not tell which is the newest, unless it is the only one. */
function newest(candidates: readonly Candidate[]): Candidate {
  const found = candidates.find(({ isOfMonth }) => isOfMonth) ?? candidates[0];
  if (found === undefined) throw new RangeError("no manifest");
  const assemblies = new Set(candidates.map(({ assemblyId }) => assemblyId));
  if (!found.isOfMonth && assemblies.size > 1)
    throw new SourceError(
      "not-found",
      `${found.month.toString()} of ${found.exportName} has ${assemblies.size} assemblies and no ${found.exportName}-Manifest.json beside them, which names the newest`,
    );
  return found;
}
