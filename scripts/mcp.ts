import { parseArgs } from "node:util";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { ErrorCode, isJSONRPCRequest } from "@modelcontextprotocol/sdk/types.js";
import { runCommand } from "./run-command";
import { runningStack } from "./running-stack";

const help = `A Model Context Protocol server on stdin and stdout, for assistants that start their servers as processes: docs/assistants.md.

  npm run --silent mcp [-- --url URL]

  It passes messages on to POST /assistant/mcp of the running stack, or of the stack at URL (with its path, where a proxy gives it one), with AZURE_BILLING_ASSISTANT_TOKEN as the key or token.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { url: { type: "string" }, help: { type: "boolean", default: false } } });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const token = process.env["AZURE_BILLING_ASSISTANT_TOKEN"] ?? "";
  const http = new StreamableHTTPClientTransport(new URL(`${(values.url ?? stackUrl()).replace(/\/+$/, "")}/assistant/mcp`), {
    requestInit: { headers: token === "" ? {} : { authorization: `Bearer ${token}` } },
  });
  const stdio = new StdioServerTransport();
  http.onmessage = (message) => void stdio.send(message);
  stdio.onmessage = (message) => {
    http.send(message).catch((error: unknown) => {
      const text = error instanceof Error ? [error.message, error.cause instanceof Error ? error.cause.message : ""].join(" ").trim() : "";
      process.stderr.write(`${text}\n`);
      if (isJSONRPCRequest(message))
        void stdio.send({ jsonrpc: "2.0", id: message.id, error: { code: ErrorCode.InternalError, message: text } });
    });
  };
  await http.start();
  await stdio.start();
  return 0;
}

function stackUrl(): string {
  const { url, clickhouse } = runningStack();
  void clickhouse.close();
  return url;
}

runCommand(main);
