import { WebApp } from "@514labs/moose-lib";
import { answerMessage, rpcMessage } from "./assistant/answer-message";
import { bodyJsonSchema } from "./serving/body-json-schema";
import { readBody } from "./serving/read-body";
import { serveExchange } from "./serving/serve-exchange";
import { badBody } from "./serving/bad-body";

/**
 * POST /assistant/mcp: a Model Context Protocol server over streamable HTTP, without sessions. Its tools are APIs, with the caller's rights. Not at /mcp, where
 * `npm run dev` has the server of Moose itself, which reads every table with no caller at all.
 */
export const AssistantWebApp = new WebApp(
  "assistant",
  serveExchange(
    {
      name: "assistant",
      role: "reader",
      method: "POST",
      answers: "any",
      further: { 202: { description: "A notification was taken", answer: "nothing" } },
      bodySchema: bodyJsonSchema(rpcMessage),
      example: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "costs", arguments: { month: "2026-10" } } },
    },
    async (request, message, note) => {
      const sent = await readBody(message, 65_536);
      note(sent);
      const reading = rpcMessage.safeParse(sent);
      if (!reading.success) throw badBody(reading.error, rpcMessage, sent);
      const version = message.headers["mcp-protocol-version"];
      const { status, text, error, rows } = await answerMessage(reading.data, request, typeof version === "string" ? version : undefined);
      return { text, contentType: "application/json", status, outcome: { error, rows } };
    },
  ),
  { mountPath: "/assistant/mcp", metadata: { description: "A Model Context Protocol server: JSON-RPC messages of an assistant" } },
);
