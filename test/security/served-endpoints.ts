import { execFileSync } from "node:child_process";
import { z } from "zod";

const access = { role: z.enum(["reader", "editor", "operator"]), everyAccount: z.boolean().default(false) };
const endpoints = z.object({
  /** What Moose serves, whether it goes through the wrapper or not. */
  declaredApis: z.array(z.string()),
  declaredWebApps: z.array(z.object({ name: z.string(), mountPath: z.string() })),
  apis: z.array(
    z.object({
      name: z.string(),
      ...access,
      parameters: z.array(
        z.object({
          name: z.string(),
          required: z.boolean(),
          allowed: z.array(z.string()),
          example: z.string().optional(),
          isText: z.boolean(),
        }),
      ),
    }),
  ),
  exchanges: z.array(z.object({ name: z.string(), ...access, method: z.enum(["GET", "POST"]), example: z.unknown() })),
});
export type ServedEndpoints = z.infer<typeof endpoints>;
export type ServedApi = ServedEndpoints["apis"][number];

/** Every endpoint of the compiled project, from the registries of Moose and of the wrapper: a new one is under test as soon as it is exported. */
export function servedEndpoints(project: string): ServedEndpoints {
  const script = `
    require("./.moose/compiled/app/index.js");
    const moose = require("@514labs/moose-lib");
    const { servedApis } = require("./.moose/compiled/app/apis/serving/serve-api.js");
    const { apiParameters } = require("./.moose/compiled/app/apis/serving/api-parameters.js");
    const { servedExchanges } = require("./.moose/compiled/app/apis/serving/serve-exchange.js");
    const textual = (api, name) => Object.values(api.schema.components.schemas).some((s) => s.properties?.[name]?.type === "string");
    const apis = [...servedApis].map(([name, access]) => {
      const api = moose.getApi(name);
      return { name, ...access, parameters: apiParameters(api).map((one) => ({ ...one, isText: textual(api, one.name) })) };
    });
    const declaredWebApps = [...moose.getWebApps().values()].map(({ name, config }) => ({ name, mountPath: config.mountPath }));
    process.stdout.write("\\n@@" + JSON.stringify({
      declaredApis: [...moose.getApis().keys()], declaredWebApps, apis, exchanges: [...servedExchanges.values()],
    }));`;
  const said = execFileSync(process.execPath, ["-e", script], {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "development", MOOSE_DISABLE_COMPILER_LOGS: "1" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return endpoints.parse(JSON.parse(said.slice(said.lastIndexOf("\n@@") + 3)));
}
