import type { WebhookForm } from "./report";

/** A message of a chat, or the object that plain JSON is made of. */
export interface WebhookMessage {
  readonly text: string;
  readonly title: string;
  /** What plain JSON has. */
  readonly json: object;
  /** Feishu: the time and signature that it wants in the body; null without a secret. */
  readonly signed: { readonly timestamp: string; readonly sign: string } | null;
}

/**
 * The body of a webhook, as its receiver's pages say:
 * Slack https://api.slack.com/messaging/webhooks, Teams https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using,
 * Feishu https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot, DingTalk https://open.dingtalk.com/document/orgapp/custom-robot-access.
 */
export function webhookBody(form: WebhookForm, { text, title, json, signed }: WebhookMessage): object {
  switch (form) {
    case "json":
      return json;
    case "slack":
      // The three characters that Slack reads as markup (api.slack.com/reference/surfaces/formatting#escaping).
      return { text: text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") };
    case "teams":
      return {
        type: "message",
        attachments: [
          {
            contentType: "application/vnd.microsoft.card.adaptive",
            content: {
              $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
              type: "AdaptiveCard",
              version: "1.4",
              body: [
                { type: "TextBlock", text: title, weight: "Bolder", wrap: true },
                ...text.split("\n").map((line) => ({ type: "TextBlock", text: line, wrap: true, spacing: "None" })),
              ],
            },
          },
        ],
      };
    case "feishu":
      return { ...(signed ?? {}), msg_type: "text", content: { text } };
    case "dingtalk":
      return { msgtype: "text", text: { content: text } };
  }
}

/** What a receiver answered with 200: null that it has taken the message, else why it has not, and whether it may take it later. */
export function webhookFault(form: WebhookForm, body: string): { readonly reason: string; readonly later: boolean } | null {
  switch (form) {
    case "json":
    case "teams":
      return null;
    case "slack":
      return body.trim() === "ok" || body.trim() === "" ? null : { reason: body.slice(0, 200), later: false };
    case "feishu":
    case "dingtalk": {
      const said = codeOf(body);
      if (said === null) return { reason: "it does not answer as a webhook of this form does", later: false };
      // 9499 and 11232 of Feishu, 130101 and 410100 of DingTalk: too many messages.
      return said.code === 0
        ? null
        : { reason: `${said.code} ${said.message}`, later: [9499, 11_232, 130_101, 410_100].includes(said.code) };
    }
  }
}

function codeOf(body: string): { readonly code: number; readonly message: string } | null {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== "object" || value === null) return null;
    const members = new Map<string, unknown>(Object.entries(value));
    const code = members.get("code") ?? members.get("StatusCode") ?? members.get("errcode");
    const message = members.get("msg") ?? members.get("StatusMessage") ?? members.get("errmsg");
    return typeof code === "number" ? { code, message: typeof message === "string" ? message.slice(0, 200) : "" } : null;
  } catch {
    return null;
  }
}
