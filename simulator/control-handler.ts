import type { IncomingMessage, ServerResponse } from "node:http";
import { controlRequest } from "./control-request";
import { jsonBody } from "./json-body";
import type { UsageService } from "./usage-handler";

/**
 * The simulator's own interface, under `/simulator/`: `GET oracle?enrollment&month[&revision&throughDay]`, `GET state`, `GET log`, `DELETE log`,
 * `POST restate`, `POST faults` (an array of rules; an empty one switches all off). No key: it listens on this machine only.
 */
export async function handleControl(service: UsageService, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", service.origin());
  const answer = (status: number, value: unknown): void => {
    const body = Buffer.from(`${JSON.stringify(value)}\n`);
    response.writeHead(status, { "content-type": "application/json", "content-length": String(body.length) }).end(body);
  };
  switch (`${request.method ?? ""} ${url.pathname.slice("/simulator/".length)}`) {
    case "GET oracle": {
      const bill = service.bills.get(url.searchParams.get("enrollment") ?? "");
      const number = (name: string): number | undefined => (url.searchParams.has(name) ? Number(url.searchParams.get(name)) : undefined);
      const totals = bill?.oracle(url.searchParams.get("month") ?? "", number("revision"), number("throughDay"));
      if (totals === undefined)
        answer(404, { error: "unknown enrollment or month", enrollments: [...service.bills.keys()], months: bill?.months ?? [] });
      else answer(200, totals);
      return;
    }
    case "GET state": {
      const months = [...service.bills].flatMap(([enrollment, bill]) =>
        bill.months.map((month) => ({ enrollment, ...bill.plan(month)?.spec, rows: bill.plan(month)?.rowCount })),
      );
      answer(200, { months });
      return;
    }
    case "GET log":
      answer(200, service.log.entries);
      return;
    case "DELETE log":
      service.log.clear();
      answer(200, { cleared: true });
      return;
    case "POST restate": {
      const body = controlRequest.restate.safeParse(await jsonBody(request));
      if (!body.success) {
        answer(400, { error: body.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`) });
        return;
      }
      const { enrollment, month, revision, throughDay } = body.data;
      const selection = {
        enrollment,
        month,
        ...(revision === undefined ? {} : { revision }),
        ...(throughDay === undefined ? {} : { throughDay }),
      };
      const plan = service.bills.get(enrollment)?.restate(selection);
      if (plan === undefined) answer(404, { error: "unknown enrollment or month" });
      else answer(200, { enrollment, ...plan.spec, rows: plan.rowCount });
      return;
    }
    case "POST faults": {
      const body = controlRequest.faults.safeParse(await jsonBody(request));
      if (!body.success) {
        answer(400, { error: body.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`) });
        return;
      }
      service.faults.set(
        body.data.map(({ name, page, nth, times }) => ({
          name,
          ...(page === undefined ? {} : { page }),
          ...(nth === undefined ? {} : { nth }),
          ...(times === undefined ? {} : { times }),
        })),
      );
      answer(200, { faults: body.data.length });
      return;
    }
    default:
      answer(404, { error: "unknown path; use GET oracle, state or log, DELETE log, POST restate or faults" });
  }
}
