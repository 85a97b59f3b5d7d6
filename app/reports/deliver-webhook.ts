import { createHmac } from "node:crypto";
import { request } from "undici";
import { renderText } from "../domain/report/render-text";
import type { WebhookForm } from "../domain/report/report";
import { webhookBody, webhookFault } from "../domain/report/webhook-body";
import { classifyFailure } from "../sources/http/failure-kind";
import { serverDelayMs } from "../sources/http/retry";
import { checkHost, webhookHosts } from "../sources/objects/allowed-hosts";
import { SourceError } from "../sources/source-error";
import type { ObjectAccess } from "../sources/source";
import { DeliveryFault, type DeliveryResult, type Parcel } from "./delivery";

/** A webhook with its secrets. */
interface Webhook {
  readonly form: WebhookForm;
  readonly url: string;
  /** Null: it is not signed. */
  readonly secret: string | null;
}

/**
 * Posts a report to a webhook. Plain JSON has the files, and header `Idempotency-Key` with the delivery's key: its receiver can tell a second one, so it is tried
 * again in doubt. A chat cannot, and is not. Addresses are in no error: they mostly are secrets.
 */
export async function deliverWebhook(
  { form, url: text, secret }: Webhook,
  parcel: Parcel,
  access: ObjectAccess,
  nowMs: number,
  signal: AbortSignal,
): Promise<DeliveryResult> {
  const url = addressOf(text, access.allowedHosts);
  const sent = bodyOf(form, parcel, secret, nowMs);
  if (form === "dingtalk" && secret !== null) {
    url.searchParams.set("timestamp", String(nowMs));
    url.searchParams.set("sign", hmac(secret, `${nowMs}\n${secret}`));
  }
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "idempotency-key": parcel.key,
    "x-report-delivery-key": parcel.key,
    ...(form === "json" && secret !== null
      ? { "x-report-signature": `sha256=${createHmac("sha256", secret).update(sent).digest("hex")}` }
      : {}),
  };
  const unclear = (detail: string): DeliveryResult =>
    form === "json" ? { kind: "later", detail } : { kind: "in-doubt", detail: `${detail}; it may have taken the message` };
  try {
    const {
      statusCode,
      headers: answered,
      body,
    } = await request(url, {
      method: "POST",
      headers,
      body: sent,
      dispatcher: access.dispatcher,
      signal,
      headersTimeout: answerMs,
      bodyTimeout: answerMs,
    });
    const said = await beginOf(body);
    const afterMs = serverDelayMs(answered, nowMs);
    const later = (detail: string): DeliveryResult => ({ kind: "later", detail, ...(afterMs === null ? {} : { afterMs }) });
    const detail = `${url.host} answers ${statusCode}`;
    if (statusCode === 429 || statusCode === 503) return later(detail);
    if (statusCode >= 500) return unclear(detail);
    if (statusCode < 200 || statusCode > 299) return { kind: "refused", detail };
    const fault = webhookFault(form, said);
    if (fault === null) return { kind: "sent", detail };
    return fault.later ? later(`${url.host}: ${fault.reason}`) : { kind: "refused", detail: `${url.host}: ${fault.reason}` };
  } catch (error) {
    if (error instanceof Error && error.cause instanceof SourceError) return { kind: "refused", detail: error.cause.message };
    if (error instanceof SourceError) return { kind: "refused", detail: error.message };
    const { code } = classifyFailure(error);
    const detail = `${url.host} does not answer (${code})`;
    return neverConnected.has(code) ? { kind: "later", detail } : unclear(detail);
  }
}

function bodyOf(form: WebhookForm, { reportId, document, files, key }: Parcel, secret: string | null, nowMs: number): string {
  const timestamp = String(Math.floor(nowMs / 1000));
  const title = `${document.name}: ${document.title}${document.period === "" ? "" : ` · ${document.period}`}`;
  const body = webhookBody(form, {
    title,
    text: renderText(document, files, key),
    // Feishu signs an empty text with time and secret as the key.
    signed: form === "feishu" && secret !== null ? { timestamp, sign: hmac(`${timestamp}\n${secret}`, "") } : null,
    json: {
      delivery_key: key,
      report: { id: reportId, name: document.name },
      title: document.title,
      period: document.period,
      as_of: document.asOf,
      snapshots: document.snapshots,
      totals: document.sections.flatMap(({ id, totals }) => totals.map((total) => ({ section: id, ...total }))),
      problems: document.problems,
      news: document.news,
      files: files.map(({ name, contentType, bytes, sha256, rows, content }) => ({
        name,
        content_type: contentType,
        bytes,
        sha256,
        rows,
        content_base64: content.toString("base64"),
      })),
    },
  });
  return JSON.stringify(body);
}

/** @throws DeliveryFault the text is no address, or not one that may be asked */
function addressOf(text: string, allowedHosts: readonly string[]): URL {
  if (!URL.canParse(text)) throw new DeliveryFault("the secret with the address of the webhook is no URL");
  const url = new URL(text);
  try {
    checkHost(url, allowedHosts, webhookHosts, "AZURE_BILLING_REPORT_HOSTS");
  } catch (error) {
    throw new DeliveryFault(error instanceof SourceError ? error.message : "the address of the webhook may not be asked");
  }
  return url;
}

function hmac(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64");
}

async function beginOf(body: AsyncIterable<unknown> & { readonly destroy: () => unknown }): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) continue;
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > longestAnswer) break;
    }
  } catch {
    // The status is known, and what a cut answer says is not needed.
  }
  body.destroy();
  return Buffer.concat(chunks).toString("utf8");
}

/** The connection was not made, so nothing was sent. */
const neverConnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const answerMs = 60_000;
const longestAnswer = 16_384;
