import type { WriteStream } from "node:tty";
import type { ExtractOutcome } from "../app/pipeline/delivery-outcome";
import type { ExtractProgress } from "../app/pipeline/hearing";

/** Shows the progress of an extraction: one updated line in a terminal, JSON lines elsewhere; at most a few per second. */
export function createProgressLine(
  out: Pick<WriteStream, "write"> & { readonly isTTY?: boolean; readonly columns?: number },
  now: () => number,
): { readonly show: (progress: ExtractProgress) => void; readonly finish: (outcome: ExtractOutcome, text: string) => void } {
  const started = now();
  let shown = Number.NEGATIVE_INFINITY;
  const seconds = (): number => Math.max(0.001, (now() - started) / 1000);
  return {
    show: ({ snapshotId, pages, rows, cost, currency }) => {
      if (now() - shown < (out.isTTY === true ? 100 : 1000)) return;
      shown = now();
      const rate = Math.round(rows / seconds());
      if (out.isTTY !== true) {
        out.write(`${JSON.stringify({ event: "progress", snapshot: snapshotId, pages, rows, cost, currency, rowsPerSecond: rate })}\n`);
        return;
      }
      const spinner = frames[Math.floor(now() / 100) % frames.length] ?? "";
      const line = `${spinner} ${pages.toLocaleString("en")} pages  ${rows.toLocaleString("en")} rows  ${twoDecimals(cost)} ${currency}  ${rate.toLocaleString("en")} rows/s`;
      out.write(`\r\u001b[K${line.slice(0, (out.columns ?? 80) - 1)}`);
    },
    finish: (outcome, text) => {
      const took = seconds();
      if (out.isTTY !== true) out.write(`${JSON.stringify({ event: "finished", seconds: Number(took.toFixed(3)), ...outcome })}\n`);
      else out.write(`\r\u001b[K${text} (${took.toFixed(1)} s)\n`);
    },
  };
}

/** For display only: cut, not rounded. */
function twoDecimals(cost: string): string {
  const [whole = "0", fraction = ""] = cost.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${fraction.padEnd(2, "0").slice(0, 2)}`;
}

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
