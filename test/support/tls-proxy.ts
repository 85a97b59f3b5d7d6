import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server that speaks TLS before one that does not. */
export interface TlsProxy {
  readonly port: number;
  /** The certificate of the authority that signed the server's, and that nobody else knows. */
  readonly caFile: string;
  readonly close: () => Promise<void>;
}

/** What a server may have for its host; the authority is the same private one. */
export type CertificateFlaw = "none" | "other-host" | "expired";

/** Starts TLS for 127.0.0.1 and localhost before the HTTP server on `port`, with a certificate of an authority that is made for it. Needs `openssl`. */
export async function startTlsProxy(port: number, flaw: CertificateFlaw = "none"): Promise<TlsProxy> {
  const directory = mkdtempSync(join(tmpdir(), "tls-proxy-"));
  const caFile = join(directory, "ca.pem");
  const openssl = (...args: readonly string[]): void => {
    execFileSync("openssl", args, { cwd: directory, stdio: "pipe" });
  };
  const names = flaw === "other-host" ? "DNS:elsewhere.example" : "IP:127.0.0.1,DNS:localhost";
  const days = flaw === "expired" ? "-1" : "2";
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Private CA");
  openssl(
    "req",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "server.key",
    "-out",
    "server.csr",
    "-subj",
    "/CN=server",
    "-addext",
    `subjectAltName=${names}`,
  );
  openssl(
    "x509",
    "-req",
    "-in",
    "server.csr",
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-CAcreateserial",
    "-out",
    "server.pem",
    "-days",
    days,
    "-copy_extensions",
    "copy",
  );
  const agent = new Agent({ keepAlive: true });
  const tls = {
    key: readFileSync(join(directory, "server.key")),
    cert: readFileSync(join(directory, "server.pem")),
    maxHeaderSize: 1 << 20,
  };
  const server = createServer(tls, (asked, answer) => {
    const onward = request({ agent, host: "127.0.0.1", port, method: asked.method, path: asked.url, headers: asked.headers }, (back) => {
      answer.writeHead(back.statusCode ?? 502, back.headers);
      back.pipe(answer);
      back.once("error", () => answer.destroy());
    });
    onward.once("error", () => answer.destroy());
    answer.once("close", () => onward.destroy());
    asked.pipe(onward);
  });
  server.requestTimeout = 0;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    caFile,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      agent.destroy();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
