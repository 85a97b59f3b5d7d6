import { execFileSync } from "node:child_process";
import { dirname } from "node:path";

const help = `Writes the OpenAPI 3.1 document of every endpoint to stdout, the same as GET /openapi.json of a running stack.

  npm run --silent openapi > openapi.json
`;

function main(): void {
  if (process.argv.includes("--help")) {
    process.stdout.write(help);
    return;
  }
  const root = dirname(__dirname);
  const environment = { ...process.env, NODE_ENV: "development", MOOSE_DISABLE_COMPILER_LOGS: "1", MOOSE_TELEMETRY__ENABLED: "false" };
  // As `npm run moose -- check`: beside a running stack it takes what that has compiled, where Moose itself would end the stack's hot reload.
  const check = ["embedded/moose.mjs", "check"];
  execFileSync(process.execPath, check, { cwd: root, env: environment, stdio: ["ignore", "ignore", "inherit"] });
  // The types behind an API exist in compiled code only. Its start writes to stdout, so the document comes after a mark.
  const script = `
    require("./.moose/compiled/app/index.js");
    const { openapiDocument } = require("./.moose/compiled/app/web/openapi-document.js");
    process.stdout.write("\\n@@" + JSON.stringify(openapiDocument(), null, 2) + "\\n");`;
  const said = execFileSync(process.execPath, ["-e", script], { cwd: root, env: environment, encoding: "utf8", maxBuffer: 64 << 20 });
  process.stdout.write(said.slice(said.lastIndexOf("\n@@") + 3));
}

main();
