import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openSurroundings } from "../../app/pipeline/open-surroundings";
import { openObjects } from "../../app/sources/objects/open-objects";
import { SecretText } from "../../app/sources/secret-text";
import { findTakenPorts } from "../../embedded/launcher/check-ports.js";
import { keepServices } from "../../embedded/launcher/keep-services.js";
import { objectBucket, objectStore, objectStoreKeys } from "../../embedded/launcher/object-store.js";
import { stackEnvironment } from "../../embedded/launcher/stack-environment.js";
import { stackProcesses } from "../../embedded/launcher/stack-processes.js";
import { stopStack } from "../../embedded/launcher/stop-stack.js";
import { prepareTestParts } from "../../embedded/set-up/test-parts.mjs";
import { putObject } from "../../scripts/demo/put-object";
import { freePorts } from "../e2e/free-ports";
import { eventually } from "../support/eventually";

it("the object storage of npm run dev has its bucket, is read by a source, has a page, is started again after a kill with what it had, and ends with the stack", async () => {
  const { versitygw } = await prepareTestParts(process.cwd());
  const root = realpathSync(mkdtempSync(join(tmpdir(), "embedded-objects-")));
  const [port = 0, page = 0] = await freePorts(2);
  const stop = new AbortController();
  const host = `127.0.0.1:${port}`;
  const surroundings = openSurroundings(
    ({ env }) => new SecretText(env === "ID" ? objectStoreKeys.accessKeyId : objectStoreKeys.secretAccessKey),
    [host],
  );
  try {
    const service = objectStore(root, { binary: versitygw, port, page });
    const environment = stackEnvironment(root, "embedded", process.env);
    const said: string[] = [];
    const killed = service.start(environment);
    keepServices([service], environment, stop.signal, (line) => said.push(line));
    await eventually(async () => ((await fetch(`http://${host}/health`)).ok ? true : undefined));
    await putObject({ host, bucket: objectBucket, keys: { ...objectStoreKeys, sessionToken: null } }, "exports/a b.csv", "x,y\n");
    const credentials = { accessKeyId: { env: "ID" }, secretAccessKey: { env: "KEY" } };
    const reader = openObjects(
      { kind: "s3", bucket: objectBucket, region: "us-east-1", endpoint: `http://${host}`, credentials },
      { ...surroundings, heard: () => undefined },
    );
    const names: string[] = [];
    for await (const { name, bytes } of reader.list("exports/", new AbortController().signal)) names.push(`${name} ${bytes}`);
    expect(names).toEqual(["exports/a b.csv 4"]);
    expect((await fetch(`http://127.0.0.1:${page}/`)).status).toBe(200);

    process.kill(killed, "SIGKILL");
    await eventually(async () => (said.length === 2 && (await fetch(`http://${host}/health`)).ok ? true : undefined));
    expect(said).toEqual([
      `Object storage ended by itself (process ${killed}, for the first time). It is started again in 1 s. What is stored is on disk.`,
      `Object storage is started again (process ${service.pid() ?? 0}).`,
    ]);
    for await (const { name, bytes } of reader.list("exports/", new AbortController().signal)) names.push(`${name} ${bytes}`);
    expect(names).toEqual(["exports/a b.csv 4", "exports/a b.csv 4"]);
  } finally {
    stop.abort();
    const left = await stopStack(root, undefined, new AbortController().signal);
    await surroundings.objects.dispatcher.close();
    await surroundings.http.dispatcher.close();
    expect([left, stackProcesses(root), await findTakenPorts([port, page])]).toEqual([[], [], []]);
    rmSync(root, { recursive: true, force: true });
  }
});
