import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { ServerProcess } from "../clickhouse/server-process";
import { ApiProcess, type ApiProcessOptions } from "./api-process";
import type { ServedApi, ServedEndpoints } from "./served-endpoints";

/** The compiled project, an engine with two tenants' rows, and API workers on both. */
export class SecurityLab {
  readonly #workers: ApiProcess[] = [];

  private constructor(
    readonly project: string,
    readonly server: ServerProcess,
    readonly endpoints: ServedEndpoints,
    readonly infrastructureMap: string,
  ) {}

  static async open(): Promise<SecurityLab> {
    const project = inject("projectDirectory");
    const infrastructureMap = readFileSync(join(project, ".moose/infrastructure_map.json"), "utf8");
    const server = await ServerProcess.start(inject("tenantsDirectory"));
    return new SecurityLab(project, server, inject("servedEndpoints"), infrastructureMap);
  }

  async worker(options: Partial<ApiProcessOptions> = {}): Promise<ApiProcess> {
    const worker = await ApiProcess.start({ project: this.project, clickhousePort: this.server.port, database: "billing", ...options });
    this.#workers.push(worker);
    return worker;
  }

  /** One address for every endpoint, with what it needs to be answered with 200. */
  get questions(): readonly EndpointQuestion[] {
    const apis = this.endpoints.apis.map((api) => ({
      ...api,
      method: "GET" as const,
      path: `/api/${api.name}?${exampleOf(api).toString()}`,
    }));
    const exchanges = this.endpoints.exchanges.map((exchange) => {
      const mountPath = this.endpoints.declaredWebApps.find(({ name }) => name === exchange.name)?.mountPath ?? "";
      if (exchange.method === "POST") return { ...exchange, path: mountPath, body: JSON.stringify(exchange.example) };
      return { ...exchange, path: typeof exchange.example === "string" ? `${mountPath}?${exchange.example}` : mountPath };
    });
    return [...apis, ...exchanges];
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    await this.server.dispose();
  }
}

export interface EndpointQuestion {
  readonly name: string;
  readonly role: "reader" | "editor" | "operator";
  readonly everyAccount: boolean;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: string;
}

/**
 * The required parameters of an API with their examples, and a month where one can be given: it has a published bill, and charges as they were posted,
 * which other months have, take a hundred times as long to be mapped.
 */
export function exampleOf(api: ServedApi): URLSearchParams {
  const needed = api.parameters.filter(({ name, required }) => required || name === "month");
  const missing = needed.filter(({ example }) => example === undefined);
  if (missing.length > 0)
    throw new Error(`/api/${api.name}: give ${missing.map(({ name }) => name).join(", ")} a tags.Example<…>, which is asked with here`);
  return new URLSearchParams(needed.map(({ name, example = "" }) => [name, example]));
}

export interface Answered {
  readonly status: number;
  readonly text: string;
}

export async function ask(
  worker: { readonly url: string },
  question: { readonly path: string; readonly method?: string; readonly body?: BodyInit },
  bearer?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const response = await fetch(`${worker.url}${question.path}`, {
    method: question.method ?? "GET",
    headers: { ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }), "content-type": "application/json", ...headers },
    ...(question.body === undefined ? {} : { body: question.body }),
  });
  return { status: response.status, text: await response.text() };
}

/** What only an engine, a stack or a compiler writes. */
export const engineText =
  /DB::|Code: \d+|Exception|ClickHouse|\bSELECT\b|\bUNION\b|\bFROM\b|_CAST|version \d+\.\d+|at \w+ \(|\.js:\d+|\/compiled\//;
