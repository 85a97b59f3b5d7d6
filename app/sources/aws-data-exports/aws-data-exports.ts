import { z } from "zod";
import type { FileCursor } from "../files/file-parts";
import { unreadableManifest } from "../files/manifest-files";
import { type BrokenManifest, manifestConfig, manifestSource } from "../files/manifest-source";
import type { FocusFileReading } from "../files/read-focus-file";
import type { Source, StoredObject } from "../source";
import { SourceError } from "../source-error";
import { type ExportManifest, type ExportPlace, exportPlaceOf, readExportManifest } from "./manifest";

const config = manifestConfig.extend({
  exportName: z
    .string()
    .min(1)
    .optional()
    .describe("Export: its name, needed where several are below the prefix, since two of them would count twice"),
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
      asked: { field: "exportName", of: ({ exportName }) => exportName },
      placeOf: exportPlaceOf,
      read: readExportManifest,
      newest,
      inCopy: ({ root }, file) => {
        const below = /(?:^|\/)(data\/billing_period=.*)$/i.exec(file)?.[1];
        return below === undefined ? null : `${root}${below}`;
      },
    },
    reading,
  );
}

type Candidate = ExportManifest & { readonly manifest: StoredObject };

/** The latest execution; the name of its folder begins with its time. The manifest beside the folders is that of one of them. */
function newest(candidates: readonly Candidate[], broken: readonly BrokenManifest<ExportPlace>[]): Candidate {
  const [first, ...others] = [...candidates].sort((left, right) => (key(left) < key(right) ? 1 : -1));
  const unreadable = broken.find(({ place }) => place.folder === "" || place.folder > (first?.execution ?? ""));
  if (unreadable !== undefined) throw unreadableManifest(unreadable.manifest.name, unreadable.reason, unreadable.place.month);
  if (first === undefined) throw new RangeError("no manifest");
  const overwritten = others.find(({ execution }) => execution === "");
  if (first.execution !== "" && overwritten !== undefined)
    throw new SourceError(
      "config",
      `${first.month.toString()} of ${first.exportName} has files that are overwritten (${overwritten.manifest.name}) and executions side by side (${first.execution}): remove those that the export writes no longer`,
    );
  return first;
}

/** By execution, then by the manifest that stands nearest to the partition. */
function key({ execution, manifest }: Candidate): string {
  return `${execution}\n${String(9999 - manifest.name.length).padStart(4, "0")}`;
}
