import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { type FileCursor, fileCursor, fileParts } from "./file-parts";
import { type InputFile, localFile } from "./input-file";
import type { FocusFileReading } from "./read-focus-file";
import { isZip, zipFiles } from "./zip-archive";
import type { Delivery, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { noPrices, readPriceFile } from "./price-file";

const config = z
  .object({
    path: z.string().min(1),
    account: z.string().regex(/^[\w-]{1,128}$/, "may have letters, digits, _ and - only"),
    month: z.string().refine((month) => BillingMonth.parse(month) !== null, "must be a month such as 2026-10"),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code")
      .optional(),
  })
  .strict();

/** A price sheet of an account and a month that somebody has on this machine, as CSV, Parquet or a ZIP archive of them. It is read by a command, not by a connection. */
export function priceFiles(reading: FocusFileReading): Source<z.infer<typeof config>, FileCursor> {
  return {
    spec: {
      id: "price-files",
      title: "Price sheet files",
      version: "1",
      yields: () => "prices",
      config,
      withoutEffect: [],
      cursor: fileCursor,
    },
    check: () => Promise.resolve([]),

    async *discover({ path, account, month }, _wanted, context) {
      const { name, bytes, version } = await localFile(path, context.objects.allowedFolders, context.signal);
      const files = [{ name, bytes, version, counted: null }];
      const period = BillingMonth.parse(month);
      yield { name, account, accountName: "", period, currency: null, version: reading.sha256(version), rows: null, files };
    },

    async *read(config, delivery, { from }, context) {
      const month = BillingMonth.parse(config.month);
      if (month === null) throw new SourceError("config", `${config.month} is not a month`);
      const readFile = (file: InputFile) => readPriceFile(file, { month, currency: config.currency ?? null, parquet: reading.parquet });
      yield* fileParts(await unpacked(config.path, delivery, context), [], from, readFile, noPrices, context.signal);
    },
  };
}

async function unpacked(path: string, { name, files }: Delivery, { objects, signal }: SourceContext): Promise<readonly InputFile[]> {
  const file = await localFile(path, objects.allowedFolders, signal);
  if (file.version !== files[0]?.version) throw new SourceError("changed", `${name} changed since it was listed`);
  return (await isZip(file)) ? zipFiles(file) : [file];
}
