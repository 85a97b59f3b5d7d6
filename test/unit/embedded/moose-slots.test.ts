import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findMarker } from "../../../embedded/launcher/find-marker.js";
import { findMoose } from "../../../embedded/launcher/find-moose.js";
import { mooseSlots } from "../../../embedded/moose-slots.mjs";

const binary = findMoose(process.cwd());

describe("embedded/moose-slots.mjs", () => {
  it("is written for the moose-cli that package.json pins", () => {
    const pinned = /"@514labs\/moose-cli": "([^"]+)"/.exec(readFileSync("package.json", "utf8"))?.[1];
    expect(
      pinned,
      `package.json pins moose-cli ${pinned ?? "?"}, embedded/moose-slots.mjs knows ${mooseSlots.mooseCli}: read versions, paths and markers from the new binary and renew that file`,
    ).toBe(mooseSlots.mooseCli);
  });

  it.each(["clickhouse", "temporal"] as const)("knows a version and markers of %s that the installed CLI contains", (service) => {
    const bytes = readFileSync(binary);
    const marker = mooseSlots[service].markers[`${process.platform}-${process.arch}`];
    expect(bytes.includes(mooseSlots[service].version)).toBe(true);
    if (marker !== undefined) {
      expect(marker).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes.includes(marker)).toBe(true);
    }
  });

  it.runIf(process.platform === "linux" && process.arch === "x64").each(["clickhouse", "temporal"] as const)(
    "agrees for %s with what is read from the binary where no marker is written down",
    (service) => {
      expect(findMarker(binary, service)).toBe(mooseSlots[service].markers["linux-x64"]);
    },
  );
});
