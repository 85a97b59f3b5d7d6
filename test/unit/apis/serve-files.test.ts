import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveFiles } from "../../../app/web/serve-files";

const page = `<!doctype html><script type="module" src="/ui/assets/index-1.js"></script>`;
const script = "export const answer = 42;\n".repeat(100);

describe("the files of the dashboard", () => {
  let folder: string;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "billing-ui-"));
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "index.html"), page);
    writeFileSync(join(folder, "assets/index-1.js"), script);
    writeFileSync(join(folder, ".inputs"), "not for readers");
    [server, url] = await listen(serveFiles(folder));
    // What is served was read when it began: a build that changes or goes away harms nothing.
    rmSync(folder, { recursive: true });
  });

  afterAll(() => {
    server.close();
  });

  it.each(["/", "/explore", "/trust?from=2026-10", "/no/such/page", "/.inputs", "/../../package.json"])(
    "answer %s with the page, which is asked for again each time",
    async (path) => {
      const { status, headers, text } = await get(url, path);
      expect([status, headers.get("content-type"), headers.get("cache-control"), text]).toEqual([
        200,
        "text/html; charset=utf-8",
        "no-cache",
        page,
      ]);
    },
  );

  it("keep what has its hash in its name for ever, and do not answer an unknown one with the page", async () => {
    const { status, headers, text } = await get(url, "/assets/index-1.js");
    expect([status, headers.get("content-type"), headers.get("cache-control"), text]).toEqual([
      200,
      "text/javascript; charset=utf-8",
      "public, max-age=31536000, immutable",
      script,
    ]);
    expect((await get(url, "/assets/index-2.js")).status).toBe(404);
  });

  it("are compressed for who takes it", async () => {
    const response = await fetch(`${url}/assets/index-1.js`, { method: "HEAD", headers: { "accept-encoding": "gzip, br" } });
    expect([response.headers.get("content-encoding"), response.headers.get("vary")]).toEqual(["br", "Accept-Encoding"]);
    expect(brotliDecompressSync(await rawBody(url, "/assets/index-1.js")).toString()).toBe(script);
  });

  it("let nothing of another origin in, no inline script or style, no HTML made of text and no frame around them", async () => {
    const { headers } = await get(url, "/");
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuse %s", async (method) => {
    const response = await fetch(url, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  it("are 503 without a build, and say what to do", async () => {
    const [empty, address] = await listen(serveFiles(join(folder, "nowhere")));
    const { status, text } = await get(address, "/");
    expect([status, text]).toEqual([503, "The dashboard is not built. Run npm run setup, then start again.\n"]);
    empty.close();
  });
});

async function listen(handler: ReturnType<typeof serveFiles>): Promise<readonly [Server, string]> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return [server, `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`];
}

async function get(url: string, path: string): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  const response = await fetch(`${url}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** As it was sent: fetch takes the compression off. */
async function rawBody(url: string, path: string): Promise<Buffer> {
  const { request } = await import("undici");
  const { body } = await request(`${url}${path}`, { headers: { "accept-encoding": "br" } });
  return Buffer.from(await body.arrayBuffer());
}
