import { MockAgent } from "undici";
import { afterAll, expect, it } from "vitest";
import { azureEa } from "../../../app/sources/azure-ea/azure-ea";
import { connect } from "../../../app/sources/connection";
import { SecretText } from "../../../app/sources/secret-text";
import type { Probe } from "../../../app/sources/source";
import { testKey } from "./harness";

const agent = new MockAgent();
agent.disableNetConnect();

afterAll(() => agent.close());

async function check(baseUrl: string): Promise<readonly Probe[]> {
  agent
    .get(baseUrl)
    .intercept({ path: () => true })
    .reply(403, "{}");
  const config = { enrollment: "100100", baseUrl, form: "china", currency: "CNY", key: { env: "KEY" } };
  return connect(azureEa, config).check({
    http: { dispatcher: agent, gate: () => ({ admit: () => Promise.resolve({ rateMs: 0, breakerMs: 0 }), report: () => undefined }) },
    objects: { dispatcher: agent, allowedHosts: ["localhost:4100"], allowedFolders: null },
    clock: { now: () => Date.parse("2026-11-15T00:00:00Z"), sleep: () => Promise.resolve() },
    random: () => 0,
    secret: () => new SecretText(testKey),
    signal: new AbortController().signal,
    heard: () => undefined,
  });
}

it.each(["https://ea.azure.cn", "https://consumption.azure.com"])(
  "a check of %s says that the API is retired, and what to use instead",
  async (baseUrl) => {
    const [address, key, page] = await check(baseUrl);
    expect(address).toEqual({
      name: "address",
      ok: true,
      detail: `${baseUrl}: Microsoft has retired this API; it may end any day, and azure-exports or azure-cost-details read the same bill`,
    });
    expect([key?.ok, page]).toEqual([true, expect.objectContaining({ name: "first page", ok: false, kind: "permission" })]);
  },
);

it("a check of a simulator says nothing of the kind", async () => {
  const [address] = await check("http://localhost:4100");
  expect(address).toEqual({ name: "address", ok: true, detail: "http://localhost:4100" });
});

it("a check of any other host fails before the key is looked at, because the key would go there", async () => {
  expect(await check("https://ea.azure.cn.evil.example")).toEqual([
    {
      name: "address",
      ok: false,
      kind: "config",
      hint: "baseUrl: ea.azure.cn.evil.example is not a host of Azure's EA reporting APIs: list it in AZURE_BILLING_STORAGE_HOSTS if it is yours",
    },
  ]);
  expect(await check("http://localhost:4101")).toMatchObject([{ name: "address", ok: false, kind: "config" }]);
});
