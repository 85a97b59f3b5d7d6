import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on this machine that answers each request for usage or a balance with JSON, as Azure would. */
export interface ServedAzure {
  readonly url: string;
  /** Every address that was asked for, in order. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/** Starts one; `answer` makes the body. `base` is its own address, for links. */
export async function serveAzure(answer: (url: URL, base: string) => object): Promise<ServedAzure> {
  const asked: string[] = [];
  let base = "";
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const body = Buffer.from(JSON.stringify(answer(new URL(request.url ?? "/", base), base)));
    response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": String(body.length) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A usage row with what the seal and FOCUS need, in both wire forms' names. */
export function usageRow(date: string, cost: string, instance: string): object {
  return {
    date,
    cost,
    extendedCost: cost,
    instanceId: instance,
    meterCategory: "Storage",
    meterId: "11111111-1111-1111-1111-111111111111",
    unitOfMeasure: "1",
    consumedQuantity: "1",
    resourceRate: cost,
    subscriptionGuid: "22222222-2222-2222-2222-222222222222",
  };
}
