import type { ProcessUsage } from "./process-usage";

/** A Markdown table: what each process takes at rest and under load. */
export function usageTable(rest: Readonly<Record<string, ProcessUsage>>, load: Readonly<Record<string, ProcessUsage>>): string {
  const cells = (usage: ProcessUsage | undefined): string => (usage === undefined ? " | " : `${usage.memoryMb} MB | ${usage.cpuPercent} %`);
  return [
    "| process | memory at rest | CPU at rest | memory under load | CPU under load |",
    "|---|---|---|---|---|",
    ...Object.keys(rest).map((name) => `| ${name} | ${cells(rest[name])} | ${cells(load[name])} |`),
  ].join("\n");
}
