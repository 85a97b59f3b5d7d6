import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SMTPServerOptions } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMailServer } from "../../support/mail-server";

const root = join(__dirname, "../../..");
let directory: string;
let certificate: { readonly key: string; readonly cert: string };

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "mail-tls-"));
  const [key, cert] = [join(directory, "key.pem"), join(directory, "cert.pem")];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost",
      "-keyout",
      key,
      "-out",
      cert,
    ],
    { stdio: "ignore" },
  );
  certificate = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const program = `
  import { deliverEmail } from ${JSON.stringify(join(root, "app/reports/deliver-email"))};
  const { server, password } = JSON.parse(process.argv[2] ?? "{}");
  const document = { title: "T", name: "N", period: "", language: "en", asOf: "2026-11-15T08:00:00.000Z", accounts: "all", sections: [], snapshots: [], problems: [], news: null };
  void deliverEmail(["a@corp.example"], { reportId: "r", document, files: [], key: "k" }, server, ["@corp.example"], password).then(
    (result) => console.log(JSON.stringify(result)),
    (error) => console.log(JSON.stringify({ kind: error.name, detail: error.message })),
  );
`;

/** Sends a mail from a process of its own, since a process reads once whom it trusts. */
async function send(
  server: object,
  { password = null, trusts = false }: { readonly password?: string | null; readonly trusts?: boolean } = {},
): Promise<unknown> {
  const file = join(directory, "send.ts");
  writeFileSync(file, program);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", file, JSON.stringify({ server: { from: "b@corp.example", host: "localhost", user: null, ...server }, password })],
    {
      cwd: root,
      env: { ...process.env, ...(trusts ? { NODE_EXTRA_CA_CERTS: join(directory, "cert.pem") } : {}) },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(child, "close");
  return JSON.parse(Buffer.concat(chunks).toString());
}

describe("a mail server with TLS", () => {
  const login: Partial<SMTPServerOptions> = {
    disabledCommands: [],
    authOptional: false,
    onAuth: ({ username, password }, _session, callback) => {
      if (username === "billing" && password === "right") callback(null, { user: username });
      else callback(new Error("wrong"));
    },
  };

  it("is sent to by STARTTLS with a login, and by TLS from the first byte; a certificate that nobody vouches for, a wrong password and a server without TLS are refused", async () => {
    const server = await startMailServer({ ...certificate, ...login });
    const own = { port: server.port, tls: "starttls", user: "billing" };
    expect(await send(own, { password: "right", trusts: true })).toMatchObject({ kind: "sent" });
    expect(server.received).toMatchObject([{ user: "billing", secure: true, to: ["a@corp.example"] }]);
    expect(await send(own, { password: "wrong", trusts: true })).toMatchObject({ kind: "refused" });
    expect(await send(own, { password: "right" })).not.toMatchObject({ kind: "sent" });
    const direct = await startMailServer({ ...certificate, ...login, secure: true });
    expect(await send({ port: direct.port, tls: "always", user: "billing" }, { password: "right", trusts: true })).toMatchObject({
      kind: "sent",
    });
    await direct.close();
    const plain = await startMailServer();
    expect(await send({ port: plain.port, tls: "starttls" }, { trusts: true })).not.toMatchObject({ kind: "sent" });
    expect(plain.received).toEqual([]);
    await plain.close();
    expect(server.received).toHaveLength(1);
    await server.close();
  });
});
