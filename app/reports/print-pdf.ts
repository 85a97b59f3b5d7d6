import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { ApiError } from "../apis/serving/api-error";

/** Prints HTML as PDF. Throws ApiError. */
export type PrintPdf = (html: string) => Promise<Buffer>;

/** Prints by a Chromium: without network, and by the policy of the page without script, in a profile of its own that is removed. `path` null: there is none. */
export function chromiumPrinter(path: string | null, signal: AbortSignal): PrintPdf {
  return async (html) => {
    if (path === null)
      throw new ApiError(
        "bad-body",
        "There is no Chromium that could print PDF: install one, name it in AZURE_BILLING_CHROMIUM, or take format html",
        {
          parameter: "format",
        },
      );
    const directory = await mkdtemp(join(tmpdir(), "report-"));
    try {
      const [page, printed] = [join(directory, "report.html"), join(directory, "report.pdf")];
      await writeFile(page, html);
      await run(
        path,
        [
          "--headless",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--no-pdf-header-footer",
          "--host-resolver-rules=MAP * ~NOTFOUND",
          `--user-data-dir=${join(directory, "profile")}`,
          `--print-to-pdf=${printed}`,
          // Chromium refuses its sandbox to root, as which containers often run; the page is our own, and has no script.
          ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
          pathToFileURL(page).href,
        ],
        { signal, timeout: printMs },
      );
      return await readFile(printed);
    } catch (error) {
      signal.throwIfAborted();
      throw new ApiError("unavailable", `Chromium at ${path} did not print the report`, { cause: error });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
}

const run = promisify(execFile);
const printMs = 120_000;
