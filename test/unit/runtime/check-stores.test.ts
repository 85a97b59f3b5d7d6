import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { processWide } from "../../../app/runtime/moose/process-wide";
import { checkStores } from "../../../app/runtime/observability/check-stores";
import { componentErrors } from "../../../app/runtime/observability/watch-health";

it("an object store that takes no connection is unhealthy until it does, and never among the components of /status", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const store = `127.0.0.1:${port}`;
  const component = `object-store ${store}`;
  const closed = once(server, "close");
  server.close();
  await closed;
  const ill = await checkStores([store]);
  expect(ill.all()).toMatchObject([{ component, state: "unhealthy", detail: "takes no connection within 2 s" }]);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const well = await checkStores([store]);
  server.close();
  expect(well.all()).toMatchObject([{ component, state: "healthy" }]);
  expect(well.errors.get(component)?.detail).toBe("takes no connection within 2 s");
  expect([[...componentErrors()], processWide().health?.all()]).toEqual([[], []]);
});
