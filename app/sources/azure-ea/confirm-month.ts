import type { PageReader } from "../json/page-reader";
import { EaApiError } from "./ea-api-error";
import { fetchBody } from "./fetch-body";
import { type ReadPage, readPage } from "./read-page";
import type { RunContext } from "./run-context";

/** A page as it was read the first time. */
export interface SeenPage {
  readonly url: URL;
  readonly index: number;
  readonly rowsSha256: string;
  readonly isLast: boolean;
  readonly etag: string | null;
}

/** Reads a page once more and throws `changed` unless it has the same rows, the same ETag and the same place in the chain. */
export async function confirmMonth(run: RunContext, seen: SeenPage, reader: PageReader): Promise<void> {
  const target = { url: seen.url, index: seen.index, laterPage: seen.index > 0 };
  const { value } = await fetchBody<ReadPage>(run, target, (response) => readPage(response, reader, run.options.form, run.slice));
  const isSame =
    value.rowsSha256 === seen.rowsSha256 &&
    (value.link === null) === seen.isLast &&
    (value.etag === null || seen.etag === null || value.etag === seen.etag);
  if (isSame) return;
  throw new EaApiError(
    "changed",
    `the usage of enrollment ${run.slice.enrollment}, month ${run.slice.month} changed while it was being read; read it again`,
    {
      enrollment: run.slice.enrollment,
      month: run.slice.month,
      page: seen.index,
    },
  );
}
