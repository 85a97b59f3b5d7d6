import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadLocalSettings } from "../../../scripts/load-local-settings";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "env-local-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("commands read .env.local, the environment wins, and a file that is not there changes nothing", () => {
  const file = join(folder, ".env.local");
  writeFileSync(file, "# mine\nAZURE_EA_ENROLLMENT=1234567\nAZURE_EA_API_KEY='key=with=signs'\nAZURE_EA_BASE_URL=https://ea.azure.cn\n");
  const env = { AZURE_EA_ENROLLMENT: "7" };
  loadLocalSettings(join(folder, "absent"), env);
  expect(env).toEqual({ AZURE_EA_ENROLLMENT: "7" });
  loadLocalSettings(file, env);
  expect(env).toEqual({ AZURE_EA_ENROLLMENT: "7", AZURE_EA_API_KEY: "key=with=signs", AZURE_EA_BASE_URL: "https://ea.azure.cn" });
});
