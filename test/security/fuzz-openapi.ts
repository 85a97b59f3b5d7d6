import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ServerProcess } from "../clickhouse/server-process";
import { compileProject } from "../support/compile-project";
import { ApiProcess } from "./api-process";
import { makeKey } from "./bearer-tokens";
import { tenantsTemplate } from "./tenants-template";

const help = `Asks every endpoint of the OpenAPI document with schemathesis, on Moose's API worker and an engine of its own, with an operator's key.

  npm run openapi:fuzz [-- OPTIONS OF schemathesis run]

It needs schemathesis 4: python3 -m venv .venv && .venv/bin/pip install schemathesis, and SCHEMATHESIS=.venv/bin/schemathesis where it is not in PATH.
`;

/** Ends with schemathesis' own exit code. */
async function main(): Promise<number> {
  const own = process.argv.slice(2);
  const schemathesis = process.env["SCHEMATHESIS"] ?? "schemathesis";
  if (own.includes("--help") || spawnSync(schemathesis, ["--version"]).status !== 0) {
    process.stdout.write(help);
    return own.includes("--help") ? 0 : 2;
  }
  const compiled = compileProject();
  const template = await tenantsTemplate(compiled.directory);
  const server = await ServerProcess.start(template.directory);
  const key = makeKey();
  const environment = { MOOSE_CONSUMPTION_API_KEY: makeKey().hash, MOOSE_AUTHENTICATION__ADMIN_API_KEY: key.hash };
  const worker = await ApiProcess.start({ project: compiled.directory, clickhousePort: server.port, database: "billing", environment });
  try {
    const config = join(compiled.directory, "schemathesis.toml");
    writeFileSync(config, configuration);
    const chosen = own.length > 0 ? own : ["--max-examples", "25"];
    const child = spawn(
      schemathesis,
      ["--config-file", config, "run", `${worker.url}/openapi.json`, "--header", `Authorization: Bearer ${key.bearer}`, ...chosen],
      { stdio: "inherit" },
    );
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => {
        resolve(code ?? 1);
      });
    });
  } finally {
    await worker.stop();
    await server.dispose();
    template.remove();
    compiled.remove();
  }
}

/**
 * Schemas have no words for rules between parameters, such as month or from and to, so data that is right by a schema may be refused. Moose's CLI takes what goes to
 * /ingest, and Kafka and Temporal are not there: 503 is right for what needs them. 431 is Node's, for an address
 * that is too long, before it looks at method or key: the filters of three endpoints together may be.
 */
const configuration = `
request-timeout = 60
checks.max_response_time = 60
phases.stateful.enabled = false
checks.positive_data_acceptance.enabled = false
checks.negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 408, 409, 413, 429, 431, "5xx"]

[[operations]]
include-path-regex = "^/ingest/"
enabled = false

[[operations]]
include-path-regex = "^/(records|status|operations/.*)$"
checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", 503]

[[operations]]
include-path-regex = "^/api/(charges|costs|resources)$"
checks.missing_required_header.enabled = false
checks.unsupported_method.enabled = false
`;

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
