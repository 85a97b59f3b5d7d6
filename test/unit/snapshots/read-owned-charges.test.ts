import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import type { OwnedCharges } from "../../../app/domain/resource-tracking/preview-owners";
import { readOwnedCharges } from "../../../app/pipeline/read-owned-charges";

const october = BillingMonth.parse("2026-10");
const row = (owner: string): OwnedCharges => ({
  month: "2026-10",
  currency: "CNY",
  instance_id: "vm",
  resource_group: "größe",
  subscription_guid: "s",
  date: null,
  owner,
  cost: "1.000000000000000001",
  charges: "2",
});
const text = [row("a"), row("b")].map((one) => `${JSON.stringify(one)}\n`).join("");

function read(stream: Readable): AsyncGenerator<OwnedCharges> {
  if (october === null) throw new Error("no month");
  return readOwnedCharges(() => Promise.resolve(stream), { from: october, through: october, withDays: false });
}

async function all(stream: Readable): Promise<readonly OwnedCharges[]> {
  const found: OwnedCharges[] = [];
  for await (const one of read(stream)) found.push(one);
  return found;
}

it("gives rows as they come, wherever the bytes are divided", async () => {
  const bytes = Buffer.from(text);
  const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
  expect(await all(Readable.from(single))).toEqual([row("a"), row("b")]);
});

it("stops the engine when it is not read to its end", async () => {
  const stream = Readable.from([Buffer.from(text), Buffer.from(text)]);
  for await (const one of read(stream)) {
    expect(one).toEqual(row("a"));
    break;
  }
  expect(stream.destroyed).toBe(true);
});

it("does not take rows that the engine did not end for all", async () => {
  await expect(all(Readable.from([Buffer.from(text.slice(0, -3))]))).rejects.toThrow("before the last row was whole");
  await expect(all(Readable.from([Buffer.from(`${text}Code: 241. DB::Exception\n`)]))).rejects.toThrow();
});
