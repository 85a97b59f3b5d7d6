import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { planFocusColumns } from "../../domain/focus/import/plan-focus-columns";
import type { Probe, Source } from "../source";
import { SourceError } from "../source-error";
import { DeliveryContents } from "./delivery-contents";
import { openFocusFile } from "./open-focus-file";
import { type FocusFileReading, type FocusFileReport, readFocusFile } from "./read-focus-file";

const config = z
  .object({
    /** All of them are one delivery: the whole of each account and month that is in them. */
    paths: z.array(z.string().min(1)).min(1),
    /** The account to keep it under, when the name made of provider and billing account is not wanted. */
    account: z
      .string()
      .refine(
        (name) => /^[\w-]{1,128}$/.test(name),
        (name) => ({ message: `${JSON.stringify(name)} is not a valid account name; use letters, digits, _ and - only` }),
      )
      .optional(),
    /** Of CSV files that are not UTF-8, as the WHATWG standard names it: `gb18030`, `windows-1252`, `utf-16le`. */
    encoding: z
      .string()
      .refine(
        (name) => labelOf(name) !== undefined,
        (name) => ({ message: `${JSON.stringify(name)} is not an encoding; use a label such as gb18030, windows-1252 or utf-16le` }),
      )
      .optional(),
  })
  .strict();

/** Which files are imported, and how they are read. */
export type FocusFilesConfig = z.infer<typeof config>;

const cursor = z.object({ file: z.number().int().min(0), row: z.number().int().min(0) }).strict();

/** FOCUS 1.0 to 1.4 of any provider, in CSV or Parquet on this machine. `onFile` is told what each file was when it has been read. */
export function focusFiles(
  reading: FocusFileReading & { readonly onFile: (report: FocusFileReport) => void },
): Source<FocusFilesConfig, z.infer<typeof cursor>> {
  return {
    spec: { id: "focus-files", title: "FOCUS files", version: "1", yields: "focus", config, cursor },

    async check({ paths, encoding }) {
      const probes: Probe[] = [];
      for (const path of paths) {
        const name = basename(path);
        try {
          const file = await openFocusFile(path, reading.parquet, labelOf(encoding ?? "utf-8") ?? null);
          const plan = planFocusColumns(file.headers);
          await file.close();
          if ("code" in plan) throw new SourceError("malformed", plan.detail);
          probes.push({ name, ok: true, detail: `FOCUS ${plan.version}, ${file.format}` });
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
          probes.push({ name, ok: false, kind: error.kind, hint: `paths: ${error.message}` });
        }
      }
      return probes;
    },

    async *discover({ paths, account }) {
      const files = await Promise.all(paths.map(fileAt));
      const version = reading.sha256(JSON.stringify(files.map(({ name, bytes, changedMs }) => [name, bytes, changedMs])));
      const name = files.length === 1 ? (files[0]?.name ?? "") : `${files.length} files`;
      yield { name, account: account ?? null, accountName: "", period: null, currency: null, version, rows: null, files };
    },

    async *read({ paths, encoding }, _delivery, { from }, { signal }) {
      // A run that goes on compares what it reads itself.
      const contents = new DeliveryContents();
      for (const [index, path] of paths.entries()) {
        if (index < (from?.file ?? 0)) continue;
        const parts = readFocusFile(path, labelOf(encoding ?? "utf-8") ?? null, reading, contents);
        let row = 0;
        for (;;) {
          signal.throwIfAborted();
          const step = await parts.next();
          if (step.done === true) {
            reading.onFile(step.value);
            break;
          }
          const content = step.value;
          const skipped = from?.file === index ? Math.min(Math.max(0, from.row - row), content.rows.length) : 0;
          row += content.rows.length;
          if (skipped === content.rows.length) continue;
          const { rows, lines } = content;
          const next = { file: index, row };
          yield { content: { ...content, rows: rows.slice(skipped), lines: lines.slice(skipped) }, hash: "", next };
        }
      }
    },
  };
}

async function fileAt(path: string): Promise<{ readonly name: string; readonly bytes: number | null; readonly changedMs: number | null }> {
  const found = await stat(path).catch(() => null);
  return { name: basename(path), bytes: found?.size ?? null, changedMs: found?.mtimeMs ?? null };
}

/** The name that the standard gives an encoding; null for UTF-8, undefined for none that it knows. */
function labelOf(encoding: string): string | null | undefined {
  try {
    const label = new TextDecoder(encoding).encoding;
    return label === "utf-8" ? null : label;
  } catch {
    return undefined;
  }
}
