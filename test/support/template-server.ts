import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A billing API to be read by a template: two forms of the same made-up charges of October 2026. */
export interface TemplateServer {
  readonly url: string;
  readonly host: string;
  /** Meddles with requests from now on: handles one itself and answers true, or changes what is answered. */
  readonly meddle: (fault: Meddle | null) => void;
  /** Addresses that were asked for, tokens left out. */
  readonly asked: () => readonly string[];
  readonly close: () => Promise<void>;
}

export type Meddle = (at: number, request: IncomingMessage, response: ServerResponse, answer: Answer) => boolean;

/** What will be answered, to be changed. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export const chargesOfServer = 250;
/** Digits that no double has. */
export const costOfCharge = (index: number): string => `${index}.10000000000000000${(index % 9) + 1}`;
const secrets = { token: "token-of-tests", client: "client-secret-of-tests", key: "key-of-tests" } as const;
export const templateSecrets: Readonly<Record<string, string>> = { ABI_SECRET_SALESFORCE: secrets.client, ABI_SECRET_ACME: secrets.key };

export async function startTemplateServer(): Promise<TemplateServer> {
  let meddle: Meddle | null = null;
  let at = 0;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body: Buffer[] = [];
      for await (const chunk of request) body.push(chunk as Buffer);
      const url = new URL(request.url ?? "/", "http://server");
      const isToken = url.pathname.endsWith("/token");
      if (!isToken) asked.push(`${url.pathname}${url.search}`);
      const answer = isToken ? token(Buffer.concat(body).toString()) : pageOf(url, request);
      // The token of a run is known after its first request.
      if (!isToken && meddle?.(at++, request, response, answer) === true) return;
      response
        .writeHead(answer.status, {
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(answer.body)),
          ...answer.headers,
        })
        .end(answer.body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    meddle: (fault) => {
      meddle = fault;
      at = 0;
      asked.length = 0;
    },
    asked: () => asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function token(form: string): Answer {
  const sent = new URLSearchParams(form);
  const isRight = sent.get("grant_type") === "client_credentials" && sent.get("client_secret") === secrets.client;
  const body = isRight ? { access_token: secrets.token, token_type: "Bearer" } : { error: "invalid_client" };
  return { status: isRight ? 200 : 401, headers: {}, body: JSON.stringify(body) };
}

function pageOf(url: URL, request: IncomingMessage): Answer {
  return url.pathname.startsWith("/services/") ? salesforce(url, request) : acme(url, request);
}

const sizeOfPage = 60;
const no = (status: number): Answer => ({ status, headers: {}, body: '{"error":"no"}' });

/** The REST API of Salesforce: SOQL, and links to the next records. Of other months it has nothing. */
function salesforce(url: URL, request: IncomingMessage): Answer {
  if (request.headers.authorization !== `Bearer ${secrets.token}`) return no(401);
  const [, from = ""] = /^\/services\/data\/v62\.0\/query\/01gAB-(\d+)$/.exec(url.pathname) ?? [];
  const soql = url.searchParams.get("q") ?? "";
  if (from === "" && !/ServiceDate__c >= \d{4}-\d{2}-01 AND ServiceDate__c < \d{4}-\d{2}-01 /.test(soql)) return no(400);
  const all = from !== "" || soql.includes(">= 2026-10-01") ? chargesOfServer : 0;
  const first = Number(from);
  const last = Math.min(all, first + sizeOfPage);
  const records = Array.from({ length: last - first }, (_, offset) => {
    const index = first + offset;
    const product = index % 7 === 0 ? "null" : `{"attributes":{"type":"Product2"},"Name":"Suite ${index % 3}"}`;
    const day = String((index % 31) + 1).padStart(2, "0");
    return `{"attributes":{"type":"Invoice_Line__c"},"Id":"a0${index}","Name":"Line ${index}","Vendor__c":"Contoso Software","Type__c":"${index % 5 === 0 ? "Subscription" : "Usage"}",
      "Amount__c":${costOfCharge(index)},"Quantity__c":${index + 1},"CurrencyIsoCode":"EUR","ServiceDate__c":"2026-10-${day}","Product__r":${product},"CostCenter__c":null}`;
  });
  const next = last < all ? `,"nextRecordsUrl":"/services/data/v62.0/query/01gAB-${last}"` : "";
  return { status: 200, headers: {}, body: `{"totalSize":${all},"done":${String(last >= all)}${next},"records":[${records.join(",")}]}` };
}

function acme(url: URL, request: IncomingMessage): Answer {
  if (request.headers["x-api-key"] !== secrets.key) return no(401);
  const month = /^\/v1\/bills\/(\d{4}-\d{2})\/charges$/.exec(url.pathname)?.[1];
  if (month === undefined) return no(404);
  const all = month === "2026-10" ? chargesOfServer : 0;
  const [first, last] = rangeOf(url, all);
  const items = Array.from({ length: Math.max(0, last - first) }, (_, offset) => {
    const index = first + offset;
    const from = Date.UTC(2026, 9, (index % 31) + 1) / 1000;
    return `{"billed_cost":${costOfCharge(index)},"effective_cost":${costOfCharge(index)},"account":{"id":"acme-1","name":"Acme 集团"},"currency":"eur","from":${from},"to":${from + 86_400},
      "kind":"${index % 4 === 0 ? "fee" : "usage"}","service":"Machines","region":"eu-1","resource":"m-${index}","tags":{"env":"prod","n":${index}}}`;
  });
  const next = last < all ? `"${last}"` : "null";
  const link = last < all ? { link: `</v1/other>; rel="prev", <${url.pathname}?cursor=${last}>; rel="next"` } : {};
  return {
    status: 200,
    headers: link,
    body: `{"data":{"items":[${items.join(",")}]},"page":{"next":${next},"total":${all},"more":${String(last < all)}}}`,
  };
}

/** By cursor, by offset, or by the number of a page. */
function rangeOf(url: URL, all: number): readonly [number, number] {
  const size = Math.min(sizeOfPage, Number(url.searchParams.get("limit") ?? sizeOfPage));
  const page = url.searchParams.get("p");
  const first = page === null ? Number(url.searchParams.get("cursor") ?? url.searchParams.get("skip") ?? 0) : (Number(page) - 1) * size;
  return [first, Math.min(all, first + size)];
}
