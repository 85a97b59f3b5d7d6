import { expect, it } from "vitest";
import { moversOf } from "../../../dashboard/src/routes/overview/movers";

const row = (service_name: string, cost: string | null, currency = "CNY") => ({ service_name, currency, cost, charges: "1" });

it("the movers are the services by their exact difference, without those whose cost is unknown in a period, which is not 0", () => {
  const now = [row("vm", "10.1"), row("unpriced", null), row("new", "3"), row("vm", "99", "USD")];
  const earlier = [row("vm", "10"), row("unpriced", "500"), row("unknown before", null), row("gone", "2.5")];
  expect(moversOf(now, earlier, "CNY")).toEqual([
    { name: "new", cost: "3", before: "0", difference: "3" },
    { name: "gone", cost: "0", before: "2.5", difference: "-2.5" },
    { name: "vm", cost: "10.1", before: "10", difference: "0.1" },
  ]);
});
