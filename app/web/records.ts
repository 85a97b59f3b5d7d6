import { setTimeout as sleep } from "node:timers/promises";
import { WebApp } from "@514labs/moose-lib";
import { ApiError } from "../apis/serving/api-error";
import { readBodyText } from "../apis/serving/read-body";
import { serveExchange } from "../apis/serving/serve-exchange";
import { toAccountId } from "../domain/access/is-account-id";
import { AzureBillingDetailBlockStream } from "../ingest/azure-billing-detail";
import { packRecords } from "../ingest/pack-records";
import { type PostedRecords, readPostedRecords } from "../ingest/read-posted-records";

/**
 * POST /records: a stricter way to the stream of /ingest/AzureBillingDetail. Moose's own endpoint reads the first value of a body and ignores the rest,
 * may store some records of a request that it rejects for the size of another, and does not say which record failed. Here a request is accepted as a
 * whole, as an array, an object or one record per line, or rejected as a whole with the index and line of the record.
 */
export const RecordsWebApp = new WebApp(
  "records",
  serveExchange(
    {
      name: "records",
      role: "editor",
      ingestKey: true,
      method: "POST",
      answers: "any",
      example: [],
      bodySchema: {
        description: "A record of /ingest/AzureBillingDetail, an array of records, or one record per line",
        anyOf: [{ type: "object" }, { type: "array", items: { type: "object" } }],
      },
    },
    async ({ caller }, message, note) => {
      const posted = readPostedRecords(await readBodyText(message, mostBytes));
      if (posted.kind === "refused") throw refusal(posted);
      const { form, records } = posted;
      note({ form, records: records.length });
      const { accounts } = caller;
      const granted = accounts === "all" ? null : new Set(accounts.map(toAccountId));
      const foreign = granted === null ? -1 : records.findIndex(({ enrollment }) => !granted.has(toAccountId(enrollment)));
      if (foreign !== -1)
        throw new ApiError("forbidden", `Record ${foreign}: you cannot write to its enrollment`, { parameter: `[${foreign}]` });
      await send(packRecords(records));
      return { body: { accepted: records.length, form } };
    },
  ),
  {
    mountPath: "/records",
    metadata: { description: "Stores usage records. A request is stored as a whole, or rejected as a whole with the reason" },
  },
);

function refusal({ index, line, isTooLarge, reason }: Extract<PostedRecords, { readonly kind: "refused" }>): ApiError {
  const text = index === null ? `Line ${line}: ${reason}` : `Record ${index}, line ${line}: ${reason}`;
  return new ApiError(isTooLarge ? "body-too-large" : "bad-body", `${text}. Nothing of this request was stored`, {
    ...(index === null ? {} : { parameter: `[${index}]` }),
  });
}

async function send(blocks: ReturnType<typeof packRecords>): Promise<void> {
  const late = new AbortController();
  try {
    await Promise.race([
      AzureBillingDetailBlockStream.send([...blocks]),
      sleep(longestWaitMs, undefined, { signal: late.signal }).then(() => Promise.reject(new Error("the broker did not answer in time"))),
    ]);
  } catch (cause) {
    throw new ApiError("unavailable", "Some or all records could not be stored; send the same request again: records are counted once", {
      cause,
      retryAfterSeconds: 5,
    });
  } finally {
    late.abort();
  }
}

/** What Moose's own server takes (http_server_config.max_request_body_size). */
const mostBytes = 10_485_760;
const longestWaitMs = 15_000;
