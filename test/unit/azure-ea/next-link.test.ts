import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBaseUrl } from "../../../app/sources/http/base-url";
import { redactText, redactUrl } from "../../../app/domain/text/redact";
import { requestHeaders } from "../../../app/sources/azure-ea/run";
import { resolveNextLink } from "../../../app/sources/http/next-link";
import { SecretText } from "../../../app/sources/secret-text";
import { testKey } from "./harness";

const base = new URL("https://ea.azure.cn");
const prefix = "/rest/100/";
const current = new URL("https://ea.azure.cn/rest/100/usage-report/paginatedV3?month=2026-10&pageindex=0&fmt=json");
const resolve = (link: string) => resolveNextLink(link, current, base, prefix);

describe("resolveNextLink", () => {
  it.each([
    "https://ea.azure.cn/rest/100/usage-report/paginatedV3?month=2026-10&pageindex=1&fmt=json",
    "https://EA.azure.cn:443/rest/100/usage-report/paginatedV3?pageindex=1",
    "/rest/100/usage-report/paginatedV3?pageindex=1",
    "paginatedV3?pageindex=1",
    "?pageindex=1",
    "?pageindex=1#top",
    "/rest/100/a?token=%2F%5C%40",
  ])("follows %s", (link) => {
    const next = resolve(link);
    expect(next.ok && next.url.origin + next.url.hash).toBe("https://ea.azure.cn");
  });

  it.each([
    ["https://evil.example/rest/100/x", /another host/],
    ["https://ea.azure.cn.evil.example/rest/100/x", /another host/],
    ["https://ea.azure.cn:8443/rest/100/x", /another host/],
    ["http://ea.azure.cn/rest/100/x", /scheme/],
    ["file:///etc/passwd", /scheme/],
    ["javascript:alert(1)", /scheme/],
    ["https://169.254.169.254/rest/100/x", /another host/],
    ["https://ea.azure.cn@evil.example/rest/100/x", /user/],
    ["https://user:pass@ea.azure.cn/rest/100/x", /user/],
    ["https://@ea.azure.cn/rest/100/x", /user/],
    ["//evil.example/rest/100/x", /without a scheme/],
    ["//ea.azure.cn/rest/100/x", /without a scheme/],
    ["\\\\evil.example\\rest\\100\\x", /backslash/],
    ["https:\\\\evil.example/rest/100/x", /backslash/],
    ["https://eа.azure.cn/rest/100/x", /outside ASCII/],
    ["https://ｅａ.azure.cn/rest/100/x", /outside ASCII/],
    [" https://ea.azure.cn/rest/100/x", /spaces/],
    ["https://ea.azure.cn/rest/100/x\n", /spaces/],
    ["https://ea.azure.cn/rest/999/x", /outside the enrollment/],
    ["https://ea.azure.cn/rest/100/../999/x", /outside the enrollment/],
    ["https://ea.azure.cn/rest/100/%2e%2e/999/x", /outside the enrollment/],
    ["https://ea.azure.cn/rest/100/..%2f999/x", /encoded/],
    ["https://ea.azure.cn/rest/100/..%5C999/x", /encoded/],
    [`https://ea.azure.cn/rest/100/${"x".repeat(9000)}`, /longer/],
    ["https://[bad", /not a URL/],
  ])("refuses %s", (link, reason) => {
    const next = resolve(link);
    expect(next.ok ? "followed" : next.reason).toMatch(reason);
  });

  it("follows nothing but the enrollment's own address, whatever the link", () => {
    const piece = fc.constantFrom(
      "https:",
      "http:",
      "//",
      "/",
      "\\",
      "@",
      ":",
      "ea.azure.cn",
      "evil.example",
      "rest/100/",
      "..",
      "%2e",
      "?",
      "#",
      "100",
      "ｅ",
      " ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 9 }).map((parts) => parts.join("")),
          fc.webUrl(),
          fc.string(),
        ),
        (link) => {
          const next = resolve(link);
          if (next.ok) expect(next.url.href.startsWith("https://ea.azure.cn/rest/100/")).toBe(true);
        },
      ),
      { numRuns: 20_000 },
    );
  });
});

describe("the key", () => {
  const key = new SecretText(testKey);

  it("goes to the configured origin only, whoever asks", () => {
    expect(requestHeaders(current, base, key, true)["authorization"]).toBe(`Bearer ${testKey}`);
    for (const other of ["https://evil.example/rest/100/x", "http://ea.azure.cn/rest/100/x", "https://ea.azure.cn:444/rest/100/x"]) {
      expect(JSON.stringify(requestHeaders(new URL(other), base, key, true))).not.toContain("canary");
    }
  });

  it("prints as [redacted] everywhere", () => {
    expect(`${String(key)} ${JSON.stringify({ key })}`).toBe('[redacted] {"key":"[redacted]"}');
  });

  it.each([
    `Bearer ${testKey}`,
    `{"key": "${testKey}"}`,
    `authorization: bearer abc.canary-9f3c1d`,
    "?sig=canary-9f3c1d&x=1",
    '"token":"canary-9f3c1d"',
  ])("is taken out of %s", (source) => {
    expect(redactText(source)).not.toContain("canary");
  });

  it("leaves no token in a logged address", () => {
    expect(redactUrl(new URL("https://u:p@ea.azure.cn/v3/x?month=2026-10&$skiptoken=abc&sig=def#frag"))).toBe(
      "https://ea.azure.cn/v3/x?month=2026-10&$skiptoken=[redacted]&sig=[redacted]",
    );
  });
});

describe("parseBaseUrl", () => {
  it.each(["https://ea.azure.cn", "https://proxy.example/azure/", "http://127.0.0.1:4100", "http://localhost:4100", "http://[::1]:4100"])(
    "takes %s",
    (address) => {
      expect(parseBaseUrl(address).href).toContain("http");
    },
  );

  it.each([
    "",
    "ea.azure.cn",
    "http://ea.azure.cn",
    "http://127.0.0.1.evil.example",
    "http://1270.0.0.1",
    "ftp://ea.azure.cn",
    "https://u:p@ea.azure.cn",
    "https://ea.azure.cn?x=1",
  ])("refuses %s", (address) => {
    expect(() => parseBaseUrl(address)).toThrow(/base address/);
  });
});
