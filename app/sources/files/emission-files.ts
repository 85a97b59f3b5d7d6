import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import type { Delivery, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { CarbonContents, noEmissions, readCarbonFile, readEmissionFile } from "./emission-file";
import { type FileCursor, fileCursor, fileParts } from "./file-parts";
import { type InputFile, localFile } from "./input-file";
import type { FocusFileReading } from "./read-focus-file";

const config = z
  .object({
    paths: z.array(z.string().min(1)).min(1),
    account: z.string().regex(/^[\w-]{1,128}$/, "may have letters, digits, _ and - only"),
  })
  .strict();

/**
 * Reports on the emissions of an account that somebody has on this machine, all files of them together: AWS's and Google's. Each month in them is a delivery. They
 * are read by a command, not by a connection.
 */
export function emissionFiles(reading: FocusFileReading): Source<z.infer<typeof config>, FileCursor> {
  return {
    spec: {
      id: "emission-files",
      title: "Emission report files",
      version: "1",
      yields: () => "emissions",
      config,
      withoutEffect: [],
      cursor: fileCursor,
    },
    check: () => Promise.resolve([]),

    // Every row of every file is read before the first month is offered: a file with a fault changes no month.
    async *discover({ paths, account }, _wanted, context) {
      const inputs = await opened(paths, context);
      const contents = new CarbonContents();
      const months = new Map<string, BillingMonth>();
      for (const input of inputs)
        for await (const { rows } of readCarbonFile(input, contents, reading.parquet))
          for (const { month } of rows) months.set(month.toString(), month);
      if (months.size === 0)
        throw new SourceError("malformed", `${inputs.map(({ name }) => name).join(", ")}: there is not one row of emissions`);
      const files = inputs.map(({ name, bytes, version }) => ({ name, bytes, version, counted: null }));
      const named = contents.account;
      for (const [name, period] of [...months].sort(([left], [right]) => (left < right ? -1 : 1)))
        yield {
          name: `emissions ${name}${named === "" || named === account ? "" : ` of ${named}`}`,
          account,
          accountName: "",
          period,
          currency: null,
          version: reading.sha256(JSON.stringify([name, files.map((file) => file.version)])),
          rows: null,
          files,
        };
    },

    async *read({ paths }, delivery, { from }, context) {
      const month = BillingMonth.parse(delivery.period?.toString() ?? "");
      if (month === null) throw new SourceError("malformed", `${delivery.name} is not of a month`);
      const inputs = await opened(paths, context);
      checkSame(inputs, delivery);
      const contents = new CarbonContents();
      const readFile = (file: InputFile) => readEmissionFile(file, month, contents, reading.parquet);
      yield* fileParts(inputs, [], from, readFile, noEmissions, context.signal);
    },
  };
}

async function opened(paths: readonly string[], { objects, signal }: SourceContext): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) files.push(await localFile(path, objects.allowedFolders, signal));
  return files;
}

function checkSame(inputs: readonly InputFile[], { files }: Delivery): void {
  for (const [index, { name, version }] of inputs.entries())
    if (version !== files[index]?.version) throw new SourceError("changed", `${name} changed since it was listed`);
}
