import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { handleControl } from "./control-handler";
import { CostDetailsService } from "./cost-details";
import { EnrollmentBill } from "./enrollment-bill";
import { FaultBook } from "./fault-book";
import { listen } from "./listen";
import { reportBlobs } from "./report-blobs";
import { RequestLog } from "./request-log";
import type { Simulator } from "./simulator";
import type { SimulatorOptions } from "./simulator-options";
import { handleUsage, type UsageService } from "./usage-handler";

/** Starts an Azure EA enrollment, or several, on this machine, and the Cost Details service of each. Rejects when the port is taken. Close it, or it keeps the process alive. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const bills = new Map(options.enrollments.map((enrollment) => [enrollment.number, new EnrollmentBill(enrollment, options)]));
  const log = new RequestLog(options.enrollments.map((enrollment) => enrollment.key));
  const faults = new FaultBook();
  let origin = "";
  let foreignOrigin = "";
  const service: UsageService = { options, bills, faults, log, origin: () => origin, foreignOrigin: () => foreignOrigin };
  const foreign = await listen(0, (request, response) => {
    log.add(request, "foreign", { authorized: false, fault: null, status: 200 });
    response.writeHead(200, { "content-type": "application/json" }).end('{"content":[],"data":[],"nextLink":null}');
  });
  foreignOrigin = `http://127.0.0.1:${foreign.port}`;
  const reports = options.enrollments.map(({ number, key }) => {
    const bill = bills.get(number);
    const blobs = (month: string, metric: string): ReturnType<typeof reportBlobs> =>
      bill === undefined ? [] : reportBlobs(bill, options.schema ?? "legacy", month, metric);
    const scope = `providers/Microsoft.Billing/billingAccounts/${number}`;
    const priceSheet = (period: string): Buffer | null => bill?.priceSheet(`${period.slice(0, 4)}-${period.slice(4)}`) ?? null;
    return new CostDetailsService({ tenant: number, clientId: number, clientSecret: key, scope, blobs, priceSheet }, foreignOrigin);
  });
  const main = await listen(options.port ?? 0, (request, response) => {
    void answer(service, reports, request, response);
  }).catch(async (error: unknown) => {
    await closeServer(foreign.server);
    throw error;
  });
  origin = `http://127.0.0.1:${main.port}`;
  for (const one of reports) one.origin = origin;
  const bill = (enrollment: string, month: string): EnrollmentBill => {
    const found = bills.get(enrollment);
    if (found?.plan(month) === undefined) throw new RangeError(`the simulator has no enrollment ${enrollment} with month ${month}`);
    return found;
  };
  return {
    url: origin,
    port: main.port,
    foreignUrl: foreignOrigin,
    oracle: (enrollment, month, revision, throughDay) => present(bill(enrollment, month).oracle(month, revision, throughDay)),
    focusExport: (enrollment, month, cloud) => present(bill(enrollment, month).focusExport(month, cloud)),
    restate: (selection) => {
      const plan = present(bill(selection.enrollment, selection.month).restate(selection));
      return { rows: plan.rowCount, revision: plan.spec.revision, throughDay: plan.spec.throughDay };
    },
    setFaults: (rules) => {
      faults.set(rules);
    },
    requests: () => log.entries,
    clearRequests: () => {
      log.clear();
    },
    close: async () => {
      await Promise.all([closeServer(main.server), closeServer(foreign.server)]);
    },
  };
}

async function answer(
  service: UsageService,
  reports: readonly CostDetailsService[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { pathname } = new URL(request.url ?? "/", service.origin());
    const report = reports.find((one) => one.owns(pathname));
    if (report !== undefined) await report.handle(request, response);
    else if ((request.url ?? "").startsWith("/simulator/")) await handleControl(service, request, response);
    else await handleUsage(service, request, response);
  } catch (error) {
    // A bug of the simulator must look like one, not like a server that hangs.
    response.destroy(error instanceof Error ? error : undefined);
    throw error;
  }
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("the month is gone");
  return value;
}
