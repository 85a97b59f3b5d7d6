import { WebApp } from "@514labs/moose-lib";
import { serveExchange } from "../apis/serving/serve-exchange";
import { openapiDocument } from "./openapi-document";

/** GET /openapi.json: the OpenAPI 3.1 document of everything that this process serves, derived from what is registered, so it is always current. */
export const OpenapiWebApp = new WebApp(
  "openapi",
  serveExchange({ name: "openapi", role: "reader", method: "GET", answers: "any" }, () => Promise.resolve({ body: openapiDocument() })),
  { mountPath: "/openapi.json", metadata: { description: "This document" } },
);
