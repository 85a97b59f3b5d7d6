import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseToml } from "toml";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const root = join(__dirname, "../../..");
const folder = join(root, "ops/kubernetes");
const read = (file: string): string => readFileSync(join(folder, file), "utf8");
const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }).optional() });
const statefulSet = z.object({
  kind: z.literal("StatefulSet"),
  spec: z.object({
    replicas: z.number(),
    podManagementPolicy: z.string(),
    template: z.object({
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.object({ runAsNonRoot: z.literal(true), seccompProfile: z.object({ type: z.literal("RuntimeDefault") }) }),
        containers: z.tuple([
          z.object({
            ports: z.tuple([z.object({ name: z.string(), containerPort: z.number() })]),
            securityContext: z.object({
              allowPrivilegeEscalation: z.literal(false),
              capabilities: z.object({ drop: z.tuple([z.literal("ALL")]) }),
            }),
            startupProbe: probe,
            readinessProbe: probe,
            livenessProbe: probe,
          }),
        ]),
      }),
    }),
  }),
});

describe("ops/kubernetes", () => {
  it("lists each of its files, and none that is not there", () => {
    const { resources, configMapGenerator } = z
      .object({ resources: z.array(z.string()), configMapGenerator: z.array(z.object({ envs: z.array(z.string()) })) })
      .parse(parse(read("kustomization.yaml")));
    const listed = [...resources, ...configMapGenerator.flatMap(({ envs }) => envs), "kustomization.yaml"];
    expect(readdirSync(folder).sort()).toEqual(listed.sort());
  });

  it("runs two instances that start one after the other, are asked when they are ready, and have the time to end", () => {
    const [app] = read("app.yaml")
      .split(/^---$/m)
      .map((text): unknown => parse(text));
    const { spec } = statefulSet.parse(app);
    const { containers, terminationGracePeriodSeconds } = spec.template.spec;
    const [container] = containers;
    const { http_server_config: http } = z
      .object({ http_server_config: z.object({ port: z.number() }) })
      .parse(parseToml(readFileSync(join(root, "moose.config.toml"), "utf8")));
    expect([spec.replicas, spec.podManagementPolicy]).toEqual([2, "OrderedReady"]);
    expect(container.ports[0].containerPort).toBe(http.port);
    expect([container.startupProbe, container.readinessProbe].map(({ httpGet }) => httpGet?.path)).toEqual(["/ready", "/ready"]);
    expect(container.livenessProbe.httpGet).toBeUndefined();
    expect(terminationGracePeriodSeconds).toBeGreaterThan(45);
  });

  it("says where the services are, and nothing that is secret", () => {
    const names = [...read("settings.env").matchAll(/^([A-Z_]+)=/gm)].map(([, name = ""]) => name);
    const docs = readFileSync(join(root, "docs/operate.md"), "utf8");
    expect(names.filter((name) => /PASSWORD|KEY|TOKEN|SECRET|REDIS/.test(name))).toEqual([]);
    for (const service of ["CLICKHOUSE_CONFIG__HOST", "REDPANDA_CONFIG__BROKER", "TEMPORAL_CONFIG__TEMPORAL_HOST"])
      expect([names.includes(`MOOSE_${service}`), docs.includes(`MOOSE_${service}`)]).toEqual([true, true]);
  });
});
