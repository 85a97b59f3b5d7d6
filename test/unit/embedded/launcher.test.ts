import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseDevArguments } from "../../../embedded/dev-arguments.mjs";
import { checkPorts } from "../../../embedded/launcher/check-ports.js";
import { chooseStack } from "../../../embedded/launcher/choose-stack.js";
import { readDevLock, releaseDevLock, takeDevLock } from "../../../embedded/launcher/dev-lock.js";
import { fillSlots } from "../../../embedded/launcher/fill-slots.js";
import { kafkaAddress } from "../../../embedded/launcher/kafka.js";
import { objectStorePorts } from "../../../embedded/launcher/object-store.js";
import { planPorts } from "../../../embedded/launcher/plan-ports.js";
import { processStartTime } from "../../../embedded/launcher/process-start-time.js";
import { readMooseConfig } from "../../../embedded/launcher/read-moose-config.js";

const scratch = mkdtempSync(join(tmpdir(), "launcher-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const project = (toml: string): string => {
  const root = mkdtempSync(join(scratch, "project-"));
  writeFileSync(join(root, "moose.config.toml"), toml);
  return root;
};
const sections = "[clickhouse_config]\n[http_server_config]\n";

describe("the arguments", () => {
  it("default to auto, and pass Moose's own consent flags on", () => {
    expect(parseDevArguments([])).toEqual({ stack: "auto", help: false, quiet: false, kafka: false, mooseFlags: [] });
    expect(parseDevArguments(["--stack=native", "--yes-rename"])).toMatchObject({ stack: "native", mooseFlags: ["--yes-rename"] });
  });

  it("take Apache Kafka for the embedded stack, which --kafka asks for, and for no other", () => {
    expect(parseDevArguments(["--kafka"])).toMatchObject({ stack: "embedded", kafka: true });
    expect(() => parseDevArguments(["--kafka", "--stack", "docker"])).toThrow("--kafka is for the embedded stack: docker has Redpanda.");
  });

  it.each([[["--stack", "cloud"]], [["--verbose"]], [["embedded", "extra"]], [["--stack"]]])(
    "%j are refused with what is allowed",
    (argv) => {
      expect(() => parseDevArguments(argv)).toThrow(/allowed are/);
    },
  );
});

describe("the ports", () => {
  it("are those of this project's moose.config.toml", () => {
    const ports = planPorts(readMooseConfig(process.cwd(), {}), "embedded").map(({ port }) => port);
    expect([...ports].sort((a, b) => a - b)).toEqual([4000, 4001, 5001, 6379, 7233, 8080, 9000, 9181, 9234, 18123, 19092]);
  });

  it("are moved by MOOSE_ variables, and by .env files below them", () => {
    const root = project(sections);
    writeFileSync(join(root, ".env"), "MOOSE_HTTP_SERVER_CONFIG__PORT=4100\nMOOSE_CLICKHOUSE_CONFIG__HOST_PORT=4200\n");
    const config = readMooseConfig(root, { MOOSE_HTTP_SERVER_CONFIG__PORT: "4300" });
    expect(config.http_server_config.port).toBe(4300);
    expect(config.clickhouse_config.host_port).toBe(4200);
  });

  it.each([
    ["1", true],
    ["yes", true],
    ["true", true],
    ["off", false],
  ])("and what is on or off is said as Moose takes it: %s", (word, isOn) => {
    const config = readMooseConfig(project(sections), { MOOSE_CLICKHOUSE_CONFIG__USE_SSL: word });
    expect(config.clickhouse_config.use_ssl).toBe(isOn);
  });

  it("have those of object storage where the stack has it, which variables move", () => {
    const config = readMooseConfig(project(sections), {});
    const portsOf = (environment: NodeJS.ProcessEnv): readonly number[] =>
      planPorts(config, "embedded", objectStorePorts(environment))
        .filter(({ service }) => service.startsWith("object storage"))
        .map(({ port }) => port);
    expect(portsOf({})).toEqual([9500, 9501]);
    expect(portsOf({ OBJECT_STORAGE_PORT: "7500", OBJECT_STORAGE_PAGE_PORT: "7501" })).toEqual([7500, 7501]);
    expect(() => portsOf({ OBJECT_STORAGE_PORT: "0" })).toThrow('OBJECT_STORAGE_PORT is "0": it must be a port, such as 9500.');
    expect(() => portsOf({ OBJECT_STORAGE_PAGE_PORT: "9500" })).toThrow("both set to port 9500: move one with OBJECT_STORAGE_PAGE_PORT");
  });

  it("have Kafka's second one where Apache Kafka is asked for, at another address of the loopback, which a variable moves", () => {
    const config = readMooseConfig(project(sections), {});
    const address = kafkaAddress(19092, { KAFKA_CONTROLLER_PORT: "7600" });
    expect(address).toEqual({ host: "127.0.0.2", port: 19092, controllerPort: 7600 });
    expect(planPorts(config, "embedded", undefined, address)).toContainEqual({
      port: 7600,
      service: "Kafka (controller)",
      variable: "KAFKA_CONTROLLER_PORT",
    });
    expect(() => kafkaAddress(19092, { KAFKA_CONTROLLER_PORT: "no" })).toThrow(
      'KAFKA_CONTROLLER_PORT is "no": it must be a port, such as 19093.',
    );
  });

  it("leave out Temporal's without workflows, and the keeper's in Docker", () => {
    const services = (stack: "docker" | "embedded", workflows: string): readonly string[] =>
      planPorts(readMooseConfig(project(sections), { MOOSE_FEATURES__WORKFLOWS: workflows }), stack).map(({ service }) => service);
    expect(services("embedded", "false").join()).not.toContain("Temporal");
    expect(services("docker", "true").join()).not.toContain("Keeper");
    expect(services("docker", "true")).toContain("Temporal's PostgreSQL");
  });

  it.each([
    [{ MOOSE_HTTP_SERVER_CONFIG__PORT: "9000" }, /both set to port 9000/],
    [{ MOOSE_REDPANDA_CONFIG__BROKER: "localhost" }, /needs host and port/],
    [
      { MOOSE_REDIS_CONFIG__URL: "redis://127.0.0.1:7000" },
      /Redis will listen on 6379 but .* set MOOSE_REDIS_CONFIG__PORT and MOOSE_REDIS_CONFIG__URL/,
    ],
  ])("refuse %j", (environment, message) => {
    expect(() => planPorts(readMooseConfig(project(sections), environment), "embedded")).toThrow(message);
  });

  it("that are taken are named with their holder, also when only IPv6 has them", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "::1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    await expect(checkPorts([{ port, service: "Redis", variable: "X" }])).rejects.toThrow(
      new RegExp(`port ${port} for Redis is taken by process ${process.pid} \\(.*; set X=<port> to use another`),
    );
    const both = [
      { port, service: "Redis", variable: "X" },
      { port, service: "Kafka", variable: "Y" },
    ];
    await expect(checkPorts(both)).rejects.toThrow(`ports ${port} (Redis), ${port} (Kafka) are taken by process ${process.pid} (`);
    await new Promise((resolve) => server.close(resolve));
    await expect(checkPorts([{ port, service: "Redis", variable: "X" }])).resolves.toBeUndefined();
  });
});

describe("the choice of a stack", () => {
  const docker = (script: string): NodeJS.ProcessEnv => {
    const cli = join(mkdtempSync(join(scratch, "docker-")), "docker");
    writeFileSync(cli, `#!/bin/sh\n${script}\n`);
    chmodSync(cli, 0o755);
    return { MOOSE_DEV__CONTAINER_CLI_PATH: cli, PATH: process.env["PATH"] };
  };

  it("takes Docker when an engine answers and Compose is there", () => {
    expect(chooseStack("auto", docker("exit 0"))).toBe("docker");
  });

  it("takes the embedded stack when no engine answers, or Compose is missing", () => {
    expect(chooseStack("auto", docker("exit 1"))).toBe("embedded");
    expect(chooseStack("auto", docker('[ "$1" = info ]'))).toBe("embedded");
    expect(chooseStack("auto", { MOOSE_DEV__CONTAINER_CLI_PATH: join(scratch, "no-such-file") })).toBe("embedded");
  });

  it("does not put up with a Docker that was asked for and is not there", () => {
    expect(() => chooseStack("docker", docker("exit 1"))).toThrow(/start Docker, or use --stack embedded/);
    expect(() => chooseStack("docker", docker('[ "$1" = info ]'))).toThrow(/install the Compose plugin/);
  });
});

describe("the lock of a clone", () => {
  const mine = {
    pid: process.pid,
    startTime: processStartTime(process.pid) ?? "",
    stack: "embedded",
    url: "http://localhost:4000",
    environment: {},
  } as const;

  it("has one holder at a time", () => {
    const file = join(mkdtempSync(join(scratch, "lock-")), ".embedded/dev.lock");
    expect(takeDevLock(file, mine)).toBeUndefined();
    expect(takeDevLock(file, mine)).toEqual(mine);
    releaseDevLock(file);
    expect(readDevLock(file)).toBeUndefined();
    expect(takeDevLock(file, mine)).toBeUndefined();
  });

  it.each([
    ["belongs to a process that is gone", JSON.stringify({ ...mine, pid: 2 ** 22 + 1 })],
    ["has the pid of a younger process", JSON.stringify({ ...mine, startTime: "1" })],
    ["was cut short by a full disk", '{"pid":'],
  ])("is taken over when it %s", (_reason, text) => {
    const file = join(mkdtempSync(join(scratch, "lock-")), "dev.lock");
    writeFileSync(file, text);
    expect(takeDevLock(file, mine)).toBeUndefined();
    expect(readDevLock(file)).toEqual(mine);
  });
});

describe("the slots", () => {
  const fill = (temporal: string | undefined): string => {
    const home = mkdtempSync(join(scratch, "home-"));
    const root = "/a project's root";
    fillSlots({ root, home, mooseBinary: "unused", temporal, clickhouseLog: join(scratch, "logs/clickhouse.log"), temporalLog: "unused" });
    return join(home, ".moose");
  };

  it.runIf(process.platform === "linux" && process.arch === "x64")("hold what moose-cli looks for, each beside its marker", () => {
    const temporal = join(scratch, "temporal");
    writeFileSync(temporal, "");
    const home = fill(temporal);
    const clickhouse = join(home, "binaries/clickhouse/25.8.18.1-lts/linux-amd64");
    const script = join(clickhouse, "clickhouse-common-static-25.8.18.1/usr/bin/clickhouse");
    expect(statSync(script).mode & 0o111).toBe(0o111);
    expect(readFileSync(script, "utf8")).toContain(`'/a project'\\''s root/embedded/clickhouse/main.ts' "$@"`);
    expect(readFileSync(join(clickhouse, ".artifact-sha256"), "utf8")).toHaveLength(64);
    expect(readFileSync(join(home, "binaries/temporal/1.3.0/linux-amd64/temporal"), "utf8")).toContain(`exec '${temporal}' "$@"`);
    expect(readFileSync(join(home, "binaries/temporal/1.3.0/linux-amd64/.artifact-sha256"), "utf8")).toHaveLength(64);
  });

  it.runIf(process.platform === "linux" && process.arch === "x64")("turn telemetry off, and need no Temporal", () => {
    expect(readFileSync(join(fill(undefined), "config.toml"), "utf8")).toContain("enabled = false");
  });
});
