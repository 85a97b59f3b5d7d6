import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { mooseSlots } from "../moose-slots.mjs";
import { UserProblem } from "../user-problem.mjs";
import { findMarker } from "./find-marker.js";
import type { Service } from "./keep-services.js";
import { quoteWord } from "./quote-word.js";
import { noteStart, type SlotService, slotRecord, startAgain, startedProcess } from "./slot-starts.js";

export interface SlotContents {
  readonly root: string;
  /** The home directory that only the CLI of this project sees. */
  readonly home: string;
  readonly mooseBinary: string;
  /** Undefined starts the stack without workflows. */
  readonly temporal: string | undefined;
  /** Receives the output of the ClickHouse stand-in, which Moose would discard. */
  readonly clickhouseLog: string;
  /** Receives Temporal's, once the launcher has started it again. */
  readonly temporalLog: string;
}

/**
 * Puts our executables where `moose dev --dockerless` looks for its own, below a home directory inside the project: the user's
 * ~/.moose is neither read nor written. Also answers the telemetry question there, which the CLI would otherwise answer with yes.
 * @returns the services in the slots, which the launcher can start again
 * @throws {UserProblem} this platform's markers are unknown
 */
export function fillSlots(contents: SlotContents): readonly Service[] {
  const { root, home, mooseBinary, temporal, clickhouseLog, temporalLog } = contents;
  mkdirSync(dirname(clickhouseLog), { recursive: true });
  const fill = (name: SlotService, command: string): string => {
    const file = openSlot(home, mooseBinary, name);
    const record = slotRecord(home, name);
    rmSync(record, { force: true });
    writeFileSync(file, `#!/bin/sh\n${noteStart(record)}${command}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const services = [slotService(home, "clickhouse", fill("clickhouse", clickhouseCommand(root, clickhouseLog)), clickhouseLog)];
  if (temporal !== undefined)
    services.push(slotService(home, "temporal", fill("temporal", `exec ${quoteWord(temporal)} "$@"`), temporalLog));
  writeFileSync(join(home, ".moose/config.toml"), "[telemetry]\nenabled = false\nis_moose_developer = false\n");
  return services;
}

function slotService(home: string, service: SlotService, executable: string, log: string): Service {
  const record = slotRecord(home, service);
  return {
    ...told[service],
    log,
    pid: () => startedProcess(record),
    start: (environment) => startAgain(executable, record, environment, log),
  };
}

const told = {
  clickhouse: { name: "ClickHouse", meanwhile: "Posted records wait in Kafka, runs of workflows wait for it, and queries fail." },
  temporal: { name: "Temporal", meanwhile: "Its schedules and runs are on disk, and go on with it." },
} as const;

/** Empties and marks a slot; returns where its executable belongs. */
function openSlot(home: string, mooseBinary: string, service: SlotService): string {
  const { version, executable, markers } = mooseSlots[service];
  const os = process.platform === "darwin" ? "darwin" : "linux";
  const arch = process.arch === "arm64" ? "arm64" : "amd64";
  const marker = markers[`${process.platform}-${process.arch}`] ?? findMarker(mooseBinary, service);
  if (marker === undefined) {
    throw new UserProblem(
      `The embedded stack is not available on ${process.platform}-${process.arch}: use --stack docker or --stack native.`,
    );
  }
  const slot = join(home, ".moose/binaries", service, version, `${os}-${arch}`);
  const file = join(slot, executable[os]);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(join(slot, mooseSlots.markerFile), marker);
  return file;
}

/** chDB answers each query on a thread of libuv's pool; with its default of four, slow queries would hold up all others. */
function clickhouseCommand(root: string, log: string): string {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const words = [process.execPath, "--import", tsx, join(root, "embedded/clickhouse/main.ts")].map(quoteWord).join(" ");
  return `export UV_THREADPOOL_SIZE=128\nexec ${words} "$@" >>${quoteWord(log)} 2>&1`;
}
