import { WebApp } from "@514labs/moose-lib";
import { ApiError } from "../apis/serving/api-error";
import { bodyJsonSchema } from "../apis/serving/body-json-schema";
import { serveExchange } from "../apis/serving/serve-exchange";
import { contentTypes, focusDownloadQuery, openFocusDownload } from "../exports/open-focus-download";
// Callers of all accounts only, so there is nothing to filter; and a file streams, which rows() does not.
// eslint-disable-next-line no-restricted-imports
import { mooseClient } from "../runtime/clickhouse/moose-client";

/**
 * GET /focus/export?month=2026-10: the FOCUS rows of a month as a file. An Api can only return JSON. A file is not masked and not filtered by
 * the caller's accounts, so it requires access to all accounts and personal data; other callers use /api/focus.
 */
export const FocusExportWebApp = new WebApp(
  "focus-export",
  serveExchange(
    {
      name: "focus-export",
      role: "operator",
      everyAccount: true,
      method: "GET",
      example: "month=2026-10",
      querySchema: bodyJsonSchema(focusDownloadQuery),
      contentTypes: Object.values(contentTypes),
    },
    async (request, message, note) => {
      const { searchParams } = new URL(message.url ?? "/", "http://export");
      note(Object.fromEntries(searchParams));
      if (!request.caller.seesPersonalFields)
        throw new ApiError("forbidden", "This requires permission to see personal data (role operator or personal-data)");
      const download = await openFocusDownload(await mooseClient(), searchParams, mostRows, request.signal);
      if (download.kind === "refused") throw new ApiError(download.code, download.message);
      return download;
    },
  ),
  {
    mountPath: "/focus/export",
    metadata: {
      description: "FOCUS rows of a month as CSV, gzip CSV or Parquet",
    },
  },
);

const mostRows = 50_000;
