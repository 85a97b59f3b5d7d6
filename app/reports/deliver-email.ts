import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import MailComposer from "nodemailer/lib/mail-composer";
import { renderHtml } from "../domain/report/render-html";
import { renderText } from "../domain/report/render-text";
import type { MailServer } from "../runtime/config/read-report-settings";
import { DeliveryFault, type DeliveryResult, type Parcel } from "./delivery";

/**
 * Sends a report by SMTP. Its Message-ID is made of the delivery's key, so that a mail that was sent can be found, and one that came twice can be told.
 * When the connection ends after the whole message was handed over and before the server's answer, it may have been taken: that is in doubt.
 */
export async function deliverEmail(
  to: readonly string[],
  parcel: Parcel,
  server: MailServer | null,
  recipients: readonly string[],
  password: string | null,
): Promise<DeliveryResult> {
  if (server === null) throw new DeliveryFault("no mail server is set: AZURE_BILLING_SMTP_URL");
  const foreign = to.find((address) => !isAllowed(address, recipients));
  if (foreign !== undefined)
    throw new DeliveryFault(`${foreign} may not be sent reports: list it or its domain in AZURE_BILLING_REPORT_RECIPIENTS`);
  if (server.user !== null && password === null)
    throw new DeliveryFault("the password of the mail server is not set: ABI_SECRET_SMTP_PASSWORD");
  const messageId = `<${parcel.key}@${server.from.slice(server.from.indexOf("@") + 1)}>`;
  const message = await composed(to, parcel, server.from, messageId);
  let isHandedOver = false;
  const raw = Readable.from([message]);
  raw.once("end", () => (isHandedOver = true));
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls === "always",
    requireTLS: server.tls === "starttls",
    ignoreTLS: server.tls === "off",
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs * 4,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(server.user === null || password === null ? {} : { auth: { user: server.user, pass: password } }),
  });
  try {
    const { rejected } = await transport.sendMail({ envelope: { from: server.from, to: [...to] }, raw });
    return rejected.length === 0
      ? { kind: "sent", detail: `accepted by ${server.host} as ${messageId}` }
      : {
          kind: "in-doubt",
          detail: `${server.host} took it for some recipients as ${messageId}, and refused ${rejected.map(addressText).join(", ")}`,
        };
  } catch (error) {
    return resultOf(error, isHandedOver, server, messageId);
  } finally {
    transport.close();
  }
}

async function composed(to: readonly string[], { document, files, key }: Parcel, from: string, messageId: string): Promise<Buffer> {
  const html = files.some(({ contentType }) => contentType.startsWith("text/html")) ? renderHtml(document) : undefined;
  const period = document.period === "" ? "" : ` ${document.period}`;
  return new MailComposer({
    from,
    to: [...to],
    subject: `${document.name}: ${document.title}${period}`,
    messageId,
    date: new Date(document.asOf),
    headers: { "X-Report-Delivery-Key": key, "Auto-Submitted": "auto-generated" },
    text: renderText(document, files, key),
    ...(html === undefined ? {} : { html }),
    attachments: files.map(({ name, content, contentType }) => ({ filename: name, content, contentType })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** An answer of the server says that the message was not taken, whenever it comes. */
function resultOf(error: unknown, isHandedOver: boolean, { host }: MailServer, messageId: string): DeliveryResult {
  const { code, status, text } = readError(error);
  if (status !== null) {
    const detail = `${host} answers ${text}`;
    return status >= 400 && status < 500 ? { kind: "later", detail } : { kind: "refused", detail };
  }
  if (isHandedOver)
    return {
      kind: "in-doubt",
      detail: `${host} ended the connection (${code}) after it was given the message and before it answered; look for ${messageId}`,
    };
  if (code === "EAUTH" || code === "ETLS" || code === "ECONFIG" || code === "EENVELOPE")
    return { kind: "refused", detail: `${host}: ${text}` };
  return { kind: "later", detail: `${host} does not answer (${code})` };
}

function readError(error: unknown): { readonly code: string; readonly status: number | null; readonly text: string } {
  const members = new Map<string, unknown>(typeof error === "object" && error !== null ? Object.entries(error) : []);
  const [code, status] = [members.get("code"), members.get("responseCode")];
  const response = members.get("response");
  const text = typeof response === "string" ? response : error instanceof Error ? error.message : "";
  return {
    code: typeof code === "string" ? code : "unknown",
    status: typeof status === "number" ? status : null,
    text: (text.split("\n", 1)[0] ?? "").slice(0, 300),
  };
}

/** Whether an address, or its domain, is listed. */
function isAllowed(address: string, recipients: readonly string[]): boolean {
  const folded = address.toLowerCase();
  return recipients.some((one) => one === folded || (one.startsWith("@") && folded.endsWith(one)));
}

function addressText(address: string | { readonly address: string }): string {
  return typeof address === "string" ? address : address.address;
}

const waitMs = 30_000;
