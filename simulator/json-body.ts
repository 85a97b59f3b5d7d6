import type { IncomingMessage } from "node:http";

const longestBody = 1 << 20;

/** The JSON body of a control request; undefined when it is too long or not JSON. */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  let text = "";
  request.setEncoding("utf8");
  for await (const piece of request) {
    text += String(piece);
    if (text.length > longestBody) return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
