import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}

/** Who listens on a TCP port. Undefined when the process is another user's, or the port is Docker's or outside this container. */
export function findPortHolder(port: number): PortHolder | undefined {
  return process.platform === "linux" ? fromProc(port) : fromLsof(port);
}

function fromProc(port: number): PortHolder | undefined {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  const sockets = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readOrEmpty(table).split("\n")) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === listening && local?.endsWith(`:${wanted}`) === true && inode !== undefined) sockets.add(`socket:[${inode}]`);
    }
  }
  if (sockets.size === 0) return undefined;
  const pid = readdirSync("/proc").find((entry) => /^\d+$/.test(entry) && holdsOneOf(entry, sockets));
  return pid === undefined ? undefined : { pid: Number(pid), command: shorten(readOrEmpty(`/proc/${pid}/cmdline`).replaceAll("\0", " ")) };
}

function holdsOneOf(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(linkOrEmpty(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return false;
  }
}

function fromLsof(port: number): PortHolder | undefined {
  const { stdout } = spawnSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], { encoding: "utf8" });
  const match = /^p(\d+)\nc(.+)$/m.exec(stdout);
  return match?.[1] === undefined ? undefined : { pid: Number(match[1]), command: match[2] ?? "?" };
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function linkOrEmpty(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}

function shorten(command: string): string {
  const text = command.trim();
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

const listening = "0A";
