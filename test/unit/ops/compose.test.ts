import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { composeFaults } from "../../support/compose-faults";

const folder = join(__dirname, "../../../ops/compose");
const service = z.object({
  image: z.string(),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
  environment: z.record(z.string()).default({}),
  depends_on: z.record(z.object({ condition: z.string() })).default({}),
  healthcheck: z.unknown().optional(),
});
const file = z.object({ services: z.record(service), networks: z.record(z.unknown()), volumes: z.record(z.unknown()) });

const text = readFileSync(join(folder, "compose.yaml"), "utf8");
const raw: unknown = parse(text, { merge: true });
const compose = file.parse(raw);
const services = Object.entries(compose.services);

describe("ops/compose/compose.yaml", () => {
  it("follows the Compose specification, and is one that the check can refuse", () => {
    expect(composeFaults(raw)).toEqual([]);
    expect(composeFaults({ services: { app: { imagee: "a" } } })).not.toEqual([]);
  });

  it("publishes the proxy and nothing else, but for pages on this machine", () => {
    const published = services.flatMap(([name, { ports }]) => ports.map((port) => `${name} ${port}`));
    expect(published).toEqual(["proxy 80:80", "proxy 443:443", "temporal-ui 127.0.0.1:8080:8080"]);
  });

  it("has no password: each is a variable without which compose refuses to start, or of a service that is off", () => {
    const secrets = services.flatMap(([name, { environment }]) =>
      Object.entries(environment).flatMap(([variable, value]) =>
        /PASSWORD|_PWD|_KEY$/.test(variable) ? [`${name} ${variable}: ${value}`] : [],
      ),
    );
    expect(secrets.filter((line) => !/: \$\{[A-Z_]+:\?\}$/.test(line))).toEqual([
      "objects ROOT_ACCESS_KEY: ${OBJECTS_ACCESS_KEY:-}",
      "objects ROOT_SECRET_KEY: ${OBJECTS_SECRET_KEY:-}",
    ]);
    expect(secrets.length).toBeGreaterThan(5);
  });

  it("asks for each variable that the example has, and for no other required one", () => {
    const example = readFileSync(join(folder, "production.env.example"), "utf8");
    const given = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name = ""]) => name).filter((name) => !name.startsWith("MOOSE_"));
    const required = new Set([...text.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name = ""]) => name));
    expect([...required].sort()).toEqual([...given].sort());
  });

  it("starts the app only when all that it needs is healthy, and waits for nothing that cannot say so", () => {
    expect(Object.keys(compose.services["app"]?.depends_on ?? {}).sort()).toEqual(["clickhouse", "kafka", "redis", "temporal"]);
    for (const [name, { depends_on }] of services)
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        // The app's is in its image.
        const says = needed === "app" || compose.services[needed]?.healthcheck !== undefined;
        expect([name, needed, condition, says]).toEqual([name, needed, "service_healthy", true]);
      }
  });

  it("refers only to networks, volumes and files that exist", () => {
    for (const [, { networks, volumes }] of services) {
      expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(networks));
      const sources = volumes.map((volume) => volume.split(":")[0] ?? "");
      expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(sources.filter((source) => /^\w/.test(source))));
      for (const source of sources.filter((one) => one.startsWith("./")))
        expect([source, existsSync(join(folder, source))]).toEqual([source, true]);
    }
  });
});
