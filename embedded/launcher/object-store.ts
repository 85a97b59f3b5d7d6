import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { UserProblem } from "../user-problem.mjs";
import type { Service } from "./keep-services.js";
import { startDetached } from "./start-detached.js";

/** Where the object storage of `npm run dev` listens: S3, and a page to look at it. */
export interface ObjectStorePorts {
  readonly port: number;
  readonly page: number;
}

export interface ObjectStoreRun extends ObjectStorePorts {
  /** versitygw. */
  readonly binary: string;
}

/** The variables that move them. */
export const objectStoreVariables = { port: "OBJECT_STORAGE_PORT", page: "OBJECT_STORAGE_PAGE_PORT" } as const;
/** Made before the first start. */
export const objectBucket = "bills";
/** Everybody who reads this knows them: it listens on this machine only. */
export const objectStoreKeys = { accessKeyId: "local-access-key", secretAccessKey: "local-secret-key" } as const;

/** @throws {UserProblem} a variable is no port */
export function objectStorePorts(environment: NodeJS.ProcessEnv): ObjectStorePorts {
  const portOf = (name: string, otherwise: number): number => {
    const text = environment[name] ?? "";
    const port = text === "" ? otherwise : /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port < 1 || port > 65_535) throw new UserProblem(`${name} is ${JSON.stringify(text)}: it must be a port, such as ${otherwise}.`);
    return port;
  };
  return { port: portOf(objectStoreVariables.port, 9500), page: portOf(objectStoreVariables.page, 9501) };
}

/**
 * The object storage over `.embedded/objects`, as a process of the stack: it ends when the stack is stopped. `start` starts it the first time too. It keeps what
 * it has in files, so that nothing is lost when it ends by itself.
 */
export function objectStore(root: string, { binary, port, page }: ObjectStoreRun): Service {
  const [data, meta] = ["data", "meta"].map((name) => join(root, ".embedded/objects", name));
  const log = join(root, ".embedded/logs/object-storage.log");
  let pid: number | undefined;
  const start = (environment: NodeJS.ProcessEnv): number => {
    mkdirSync(join(data ?? "", objectBucket), { recursive: true });
    mkdirSync(meta ?? "", { recursive: true });
    mkdirSync(join(root, ".embedded/logs"), { recursive: true });
    const origins = ["--cors-allow-origin", `http://localhost:${page}`, "--webui-gateways", `http://localhost:${port}`];
    const own = [
      "--quiet",
      "--port",
      `127.0.0.1:${port}`,
      "--webui",
      `127.0.0.1:${page}`,
      "--webui-no-tls",
      "--health",
      "/health",
      ...origins,
    ];
    const keys = { ROOT_ACCESS_KEY: objectStoreKeys.accessKeyId, ROOT_SECRET_KEY: objectStoreKeys.secretAccessKey };
    const how = { directory: root, environment: { ...environment, ...keys }, log, again: pid !== undefined };
    pid = startDetached(binary, [...own, "posix", "--sidecar", meta ?? "", data ?? ""], how);
    return pid;
  };
  return { name: "Object storage", log, meanwhile: "What is stored is on disk.", pid: () => pid, start };
}
