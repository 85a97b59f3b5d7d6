import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlertCause, alertNews } from "../../../app/domain/report/alert-causes";
import { type DeliveryIdentity, deliveryKeyText } from "../../../app/domain/report/delivery-key";
import { renderHtml } from "../../../app/domain/report/render-html";
import { renderText } from "../../../app/domain/report/render-text";
import { delayOfAttempt } from "../../../app/domain/report/report";
import type { ReportDocument } from "../../../app/domain/report/report-document";
import { webhookBody, webhookFault } from "../../../app/domain/report/webhook-body";

const identity: DeliveryIdentity = {
  report: "r",
  question: "q",
  snapshots: [
    { billing_account_id: "100", billing_period: "2026-10-01", snapshot_id: "a" },
    { billing_account_id: "200", billing_period: "2026-10-01", snapshot_id: "b" },
  ],
  destination: "email a@b",
  content: "",
  again: "",
  news: null,
};
const document: ReportDocument = {
  title: "Month-end statement",
  name: "Finance",
  period: "2026-10",
  language: "en",
  asOf: "2026-11-15T08:00:00.000Z",
  accounts: ["100"],
  sections: [
    {
      id: "by-service",
      title: "Cost by service",
      columns: ["service_name", "currency", "cost"],
      rows: [{ service_name: "<script>alert(1)</script>", currency: "CNY", cost: "1226072.537597201449327283" }],
      isCut: true,
      totals: [{ currency: "CNY", cost: "1226072.537597201449327283" }],
    },
  ],
  snapshots: [
    {
      ...(identity.snapshots[0] ?? { billing_account_id: "", billing_period: "", snapshot_id: "" }),
      extracted_at: null,
      usage_through: "2026-10-31",
      late: false,
    },
  ],
  problems: [{ code: "limited", message: 'a "quoted" & <b>bold</b> word' }],
  news: null,
};

describe("the key of a delivery", () => {
  it("is the same for the same snapshots in any order, and differs in every part", () => {
    const text = deliveryKeyText(identity);
    expect(deliveryKeyText({ ...identity, snapshots: [...identity.snapshots].reverse() })).toBe(text);
    expect(deliveryKeyText({ ...identity, snapshots: [...identity.snapshots, ...identity.snapshots] })).toBe(text);
    const news = { told: { begun: [], over: [] }, after: "k" };
    const others: Partial<DeliveryIdentity>[] = [
      { report: "s" },
      { question: "p" },
      { snapshots: [] },
      { destination: "email b@b" },
      { content: "c" },
      { again: "x" },
      { news },
    ];
    expect(new Set([text, ...others.map((one) => deliveryKeyText({ ...identity, ...one }))]).size).toBe(others.length + 1);
  });

  it("has one text for one identity, whatever characters its parts have", () => {
    const parts = fc.record({
      report: fc.string(),
      question: fc.string(),
      destination: fc.string(),
      content: fc.string(),
      again: fc.string(),
    });
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        const same = JSON.stringify(left, Object.keys(left).sort()) === JSON.stringify(right, Object.keys(right).sort());
        expect(deliveryKeyText({ ...identity, ...left }) === deliveryKeyText({ ...identity, ...right })).toBe(same);
      }),
    );
  });
});

describe("attempts", () => {
  it("wait five minutes, then twice as long up to six hours, and end after the eighth", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempt) => delayOfAttempt(attempt))).toEqual([
      ...[5, 10, 20, 40, 80, 160, 320].map((minutes) => minutes * 60_000),
      null,
      null,
    ]);
  });

  it("wait as long as the receiver asks, up to a day, and never less than they would", () => {
    expect([delayOfAttempt(1, 3_600_000), delayOfAttempt(1, 1000), delayOfAttempt(1, 10 ** 12)]).toEqual([3_600_000, 300_000, 86_400_000]);
  });
});

describe("causes", () => {
  const cause = (key: string): AlertCause => ({ kind: "anomaly", key, message: key, address: "/" });
  it("are told once when they begin and once when they are over, whatever comes and goes", () => {
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"))), (looks) => {
        const standing = new Map<string, boolean>();
        let told: readonly AlertCause[] = [];
        for (const look of looks) {
          const now = look.map(cause);
          const { begun, over } = alertNews(told, now);
          for (const { key } of begun) {
            expect(standing.get(key) ?? false).toBe(false);
            standing.set(key, true);
          }
          for (const { key } of over) {
            expect(standing.get(key)).toBe(true);
            standing.set(key, false);
          }
          told = now;
          expect(
            [...standing]
              .filter(([, stands]) => stands)
              .map(([key]) => key)
              .sort(),
          ).toEqual([...look].sort());
        }
      }),
    );
  });
});

describe("a report as HTML", () => {
  it("has every digit, escapes what a bill says, and asks nobody for anything", () => {
    const html = renderHtml(document);
    expect(html).toContain('<td class="n">1226072.537597201449327283</td>');
    expect(html).toContain("&#60;script&#62;alert(1)&#60;/script&#62;");
    expect(html).toContain("a &#34;quoted&#34; &#38; &#60;b&#62;bold&#60;/b&#62; word");
    expect(html).toContain("These are the first 1 rows");
    expect(html.match(/<script|<link|<img|src=|href=|url\(|@import|https?:/g)).toBeNull();
  });

  it("has no tag of a text, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const row = { service_name: text, currency: text, cost: text };
        const hostile: ReportDocument = {
          ...document,
          name: text,
          title: text,
          sections: [{ id: "x", title: text, columns: Object.keys(row), rows: [row], isCut: false, totals: [row] }],
        };
        const tags = (html: string): readonly string[] => html.match(/<\/?[a-z!][^>]*>/gi) ?? [];
        const tame: ReportDocument = {
          ...document,
          name: "n",
          title: "t",
          sections: [
            {
              id: "x",
              title: "t",
              columns: Object.keys(row),
              rows: [{ service_name: "x", currency: "x", cost: "x" }],
              isCut: false,
              totals: [{ service_name: "x", currency: "x", cost: "x" }],
            },
          ],
        };
        const plain = (all: readonly string[]): readonly string[] => all.map((tag) => tag.replace(' class="n"', ""));
        expect(plain(tags(renderHtml(hostile)))).toEqual(plain(tags(renderHtml(tame))));
      }),
      { numRuns: 30 },
    );
  });

  it("is in Chinese from heading to footer", () => {
    const html = renderHtml({ ...document, language: "zh" });
    expect(html).toContain('<html lang="zh-Hans">');
    for (const text of ["数据截至", "计费账户", "服务", "费用", "合计", "快照", "金额为精确值"]) expect(html).toContain(text);
  });
});

describe("a report as a message", () => {
  it("has totals, snapshots and the sha256 of its files", () => {
    expect(renderText(document, [{ name: "a.csv", sha256: "ff" }], "kk").split("\n")).toEqual([
      "Finance: Month-end statement · 2026-10",
      "As of 2026-11-15T08:00:00.000Z",
      "Cost by service: Currency CNY, Cost 1226072.537597201449327283",
      "Snapshot 100 2026-10 a",
      "sha256 ff  a.csv",
      "Delivery kk",
    ]);
  });

  it("leaves lines out where there is no room, counts them, and never loses its head and its key", () => {
    const [snapshot] = document.snapshots;
    const many = {
      ...document,
      snapshots: Array.from({ length: 500 }, (_, index) => ({ ...(snapshot ?? fail()), snapshot_id: `s${index}` })),
    };
    const text = renderText(many, [], "kk", 600);
    expect(text.length).toBeLessThanOrEqual(600);
    const lines = text.split("\n");
    expect([lines[0], lines.at(-1)]).toEqual(["Finance: Month-end statement · 2026-10", "Delivery kk"]);
    expect(Number(/^… \+ (\d+)$/.exec(lines.at(-2) ?? "")?.[1])).toBe(501 - (lines.length - 4));
  });
});

const fail = (): never => {
  throw new Error("there is no snapshot");
};

describe("a webhook", () => {
  const message = { text: "a <b> & c", title: "T", json: { whole: true }, signed: { timestamp: "1", sign: "s" } };

  it("has the body that its receiver's pages describe", () => {
    expect(webhookBody("json", message)).toEqual({ whole: true });
    expect(webhookBody("slack", message)).toEqual({ text: "a &lt;b&gt; &amp; c" });
    expect(webhookBody("feishu", message)).toEqual({ timestamp: "1", sign: "s", msg_type: "text", content: { text: "a <b> & c" } });
    expect(webhookBody("dingtalk", message)).toEqual({ msgtype: "text", text: { content: "a <b> & c" } });
    expect(webhookBody("teams", message)).toMatchObject({
      type: "message",
      attachments: [{ content: { type: "AdaptiveCard", version: "1.4" } }],
    });
  });

  it("has taken a message when its answer says so, not when its status is 200", () => {
    expect(webhookFault("slack", "ok")).toBeNull();
    expect(webhookFault("slack", "invalid_payload")).toEqual({ reason: "invalid_payload", later: false });
    expect(webhookFault("feishu", '{"StatusCode":0,"StatusMessage":"success"}')).toBeNull();
    expect(webhookFault("feishu", '{"code":9499,"msg":"Too Many Requests"}')).toEqual({ reason: "9499 Too Many Requests", later: true });
    expect(webhookFault("dingtalk", '{"errcode":310000,"errmsg":"sign not match"}')).toEqual({
      reason: "310000 sign not match",
      later: false,
    });
    for (const text of ["", "null", "[]", "<html>", '{"code":"0"}']) expect(webhookFault("dingtalk", text)?.later).toBe(false);
  });
});
