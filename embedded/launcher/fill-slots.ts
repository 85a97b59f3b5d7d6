import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { mooseSlots } from "../moose-slots.mjs";
import { UserProblem } from "../user-problem.mjs";
import { findMarker } from "./find-marker.js";
import { quoteWord } from "./quote-word.js";

export interface SlotContents {
  readonly root: string;
  /** The home directory that only the CLI of this project sees. */
  readonly home: string;
  readonly mooseBinary: string;
  /** Undefined starts the stack without workflows. */
  readonly temporal: string | undefined;
  /** Receives the output of the ClickHouse stand-in, which Moose would discard. */
  readonly clickhouseLog: string;
}

/**
 * Puts our executables where `moose dev --dockerless` looks for its own, below a home directory inside the project: the user's
 * ~/.moose is neither read nor written. Also answers the telemetry question there, which the CLI would otherwise answer with yes.
 * @throws {UserProblem} this platform's markers are unknown
 */
export function fillSlots({ root, home, mooseBinary, temporal, clickhouseLog }: SlotContents): void {
  mkdirSync(dirname(clickhouseLog), { recursive: true });
  const clickhouse = openSlot(home, mooseBinary, "clickhouse");
  writeFileSync(clickhouse, clickhouseScript(root, clickhouseLog));
  chmodSync(clickhouse, 0o755);
  if (temporal !== undefined) symlinkSync(temporal, openSlot(home, mooseBinary, "temporal"));
  writeFileSync(join(home, ".moose/config.toml"), "[telemetry]\nenabled = false\nis_moose_developer = false\n");
}

/** Empties and marks a slot; returns where its executable belongs. */
function openSlot(home: string, mooseBinary: string, service: "clickhouse" | "temporal"): string {
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
function clickhouseScript(root: string, log: string): string {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const words = [process.execPath, "--import", tsx, join(root, "embedded/clickhouse/main.ts")].map(quoteWord).join(" ");
  return `#!/bin/sh\nexport UV_THREADPOOL_SIZE=128\nexec ${words} "$@" >>${quoteWord(log)} 2>&1\n`;
}
