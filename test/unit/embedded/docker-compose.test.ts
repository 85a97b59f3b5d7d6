import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { objectBucket, objectStoreKeys } from "../../../embedded/launcher/object-store.js";
import { composeFaults } from "../../support/compose-faults";
import { mooseCompose } from "./moose-compose";

const service = z.object({
  image: z.string(),
  ports: z.array(z.string()),
  networks: z.array(z.string()),
  depends_on: z.record(z.unknown()).default({}),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }),
});
const file = z.object({ services: z.record(service), volumes: z.record(z.unknown()) });

const raw: unknown = parse(readFileSync("docker-compose.dev.override.yaml", "utf8"));
const override = file.parse(raw);
const services = Object.entries(override.services);
const published = services.flatMap(([, { ports }]) => ports.map((port) => /^127\.0\.0\.1:(\d+):\d+$/.exec(port)?.[1]));

describe("docker-compose.dev.override.yaml", () => {
  it("follows the Compose specification", () => {
    expect(composeFaults(raw)).toEqual([]);
  });

  it("publishes Redpanda Console on 9999 and object storage on 9500 and 9501, on this machine only", () => {
    expect([...published].sort()).toEqual(["9500", "9501", "9999"]);
  });

  it("has object storage in the version and with the keys of the embedded stack", () => {
    const text = readFileSync("docker-compose.dev.override.yaml", "utf8");
    const version = /const version = "([\d.]+)"/.exec(readFileSync("embedded/set-up/prepare-object-store.mjs", "utf8"))?.[1] ?? "?";
    expect(override.services["objects"]?.image).toBe(`ghcr.io/versity/versitygw:v${version}`);
    for (const word of [objectStoreKeys.accessKeyId, objectStoreKeys.secretAccessKey, `/objects/${objectBucket} `])
      expect(text).toContain(word);
  });

  it("takes no port that Moose's own services publish", () => {
    expect(published.filter((port) => mooseCompose.ports.some((own) => String(own) === port))).toEqual([]);
  });

  it("pins every image to one version", () => {
    expect(services.map(([, { image }]) => image).filter((image) => !/:v\d+\.\d+\.\d+$/.test(image))).toEqual([]);
  });

  it("overrides none of Moose's services", () => {
    expect(services.map(([name]) => name).filter((name) => mooseCompose.services.includes(name))).toEqual([]);
  });

  it("refers only to services, networks and volumes that exist once both files are merged", () => {
    const merged = [...mooseCompose.services, ...Object.keys(override.services)];
    for (const [, { networks, depends_on, volumes }] of services) {
      expect(mooseCompose.networks).toEqual(expect.arrayContaining(networks));
      expect(merged).toEqual(expect.arrayContaining(Object.keys(depends_on)));
      expect(Object.keys(override.volumes)).toEqual(expect.arrayContaining(volumes.map((volume) => volume.split(":")[0])));
    }
  });

  it("can be checked against the services the installed moose-cli would write", () => {
    const binary = readFileSync(`node_modules/@514labs/moose-cli-${process.platform}-${process.arch}/bin/moose-cli`);
    const text = (word: string): boolean => binary.includes(word);
    expect(mooseCompose.services.filter((name) => !text(`\n  ${name}:\n`))).toEqual([]);
    expect(mooseCompose.networks.filter((name) => !text(`\n  ${name}:\n`))).toEqual([]);
    // Why this file brings no Temporal UI.
    expect(text("${TEMPORAL_UI_PORT:-8080}:8080")).toBe(true);
  });
});
