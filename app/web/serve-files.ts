import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

interface ServedFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

/**
 * Answers GET and HEAD with the files of a built single-page app, all of which are read and compressed once, when this is called. Files below /assets/ have
 * their hash in their name and are kept for ever; an unknown one is 404. Every other path is index.html, which says by itself that there is no such page.
 * Without a build everything is 503, and nothing else of the process is harmed.
 */
export function serveFiles(folder: string): (message: IncomingMessage, response: ServerResponse) => void {
  const files = readFiles(folder);
  const index = files.get("/index.html");
  return (message, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (message.method !== "GET" && message.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      answerText(response, 405, "Method not allowed; use GET");
      return;
    }
    if (index === undefined) {
      answerText(response, 503, "The dashboard is not built. Run npm run setup, then start again.");
      return;
    }
    const path = (message.url ?? "/").split("?")[0] ?? "/";
    const file = files.get(path);
    if (file === undefined && path.startsWith("/assets/")) {
      answerText(response, 404, "No such file");
      return;
    }
    answerFile(message, response, file ?? index, path.startsWith("/assets/"));
  };
}

function answerFile({ headers, method }: IncomingMessage, response: ServerResponse, file: ServedFile, isForEver: boolean): void {
  const accepted = headers["accept-encoding"]?.toString() ?? "";
  const [encoding, body] = /\bbr\b/.test(accepted) ? ["br", file.br] : /\bgzip\b/.test(accepted) ? ["gzip", file.gzip] : [null, file.plain];
  if (encoding !== null) response.setHeader("Content-Encoding", encoding);
  response.writeHead(200, {
    "Content-Type": file.type,
    "Content-Length": body.length,
    "Cache-Control": isForEver ? "public, max-age=31536000, immutable" : "no-cache",
    Vary: "Accept-Encoding",
  });
  response.end(method === "HEAD" ? undefined : body);
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end(`${text}\n`);
}

/** By path from `/`. Empty when there is no build, or one that is just changing: an error here would end the worker, and with it every API. */
function readFiles(folder: string): ReadonlyMap<string, ServedFile> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      entries.flatMap((entry) => {
        const file = join(entry.parentPath, entry.name);
        const type = types[extname(file)];
        if (type === undefined) return [];
        const plain = readFileSync(file);
        const br = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
        return [[`/${relative(folder, file).split(sep).join("/")}`, { type, plain, br, gzip: gzipSync(plain) }] as const];
      }),
    );
  } catch {
    return new Map();
  }
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Nothing of another origin, no inline script or style, no HTML made of text, and no frame around it. */
const securityHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};
