import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { askView } from "../apis/answers/answer-view-operation";
import { openRequest } from "../apis/serving/open-request";
import { openTrace } from "../apis/serving/open-trace";
import { type Endurance, outlast } from "../pipeline/outlast";
import { openSnapshotDatabase } from "../pipeline/open-snapshot-database";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import { processAccessSettings } from "../runtime/config/process-access-settings";
import { processReportSettings } from "../runtime/config/read-report-settings";
import { openCarrier } from "./deliver";
import { ownerCaller } from "./owner-caller";
import { chromiumPrinter } from "./print-pdf";
import type { ReportDeps } from "./send-due-reports";

/** What sending reports takes in this process: its settings, and requests that see what the owner of a report may see. Close the carrier at the end. */
export function openReportDeps(client: MooseClient, run: Endurance): ReportDeps {
  const settings = processReportSettings();
  const access = processAccessSettings();
  return {
    database: openSnapshotDatabase(client),
    open: (report, ends) => {
      const caller = ownerCaller(report, access, new Date());
      if (typeof caller === "string") return caller;
      const trace = openTrace();
      ends.addEventListener("abort", () => {
        trace.abort.abort();
      });
      return openRequest(trace, caller, client);
    },
    askView,
    carrier: openCarrier(settings),
    print: chromiumPrinter(settings.chromium, run.signal),
    now: () => new Date(),
    randomId: randomUUID,
    settle: () => sleep(settleMs),
    outlast: (work) => outlast(run, work, () => undefined),
  };
}

const settleMs = 1000;
