import { getWebApps, WebApp } from "@514labs/moose-lib";
import type { ApiAccess } from "../apis/serving/api-access";
import { servedApis } from "../apis/serving/serve-api";
import { servedExchanges, serveExchange } from "../apis/serving/serve-exchange";
import { type Caller, includesRole } from "../domain/access/caller";

/** GET /me: who the caller is, what they see, and what they may ask. Nothing of it is secret from them. */
export const MeWebApp = new WebApp(
  "me",
  serveExchange({ name: "me", role: "reader", method: "GET", answers: "any" }, ({ caller }) => {
    const { name, via, role, accounts, seesPersonalFields, expiresAt } = caller;
    const body = {
      name,
      via,
      role,
      accounts: accounts === "all" ? "*" : accounts,
      personal_data: seesPersonalFields,
      expires_at: expiresAt,
      may: [...mayAsk(caller)].sort((left, right) => (left.path < right.path ? -1 : 1)),
    };
    return Promise.resolve({ body });
  }),
  { mountPath: "/me", metadata: { description: "Who the caller is, what they see, and what they may ask" } },
);

/** An endpoint that is open to a caller. */
interface OpenEndpoint {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Where the body of a POST names an operation: those that are open. */
  readonly operations?: readonly string[];
}

function mayAsk(caller: Caller): readonly OpenEndpoint[] {
  const isOpen = ({ role, everyAccount }: ApiAccess): boolean =>
    includesRole(caller.role, role) && (everyAccount === undefined || caller.accounts === "all");
  const apis = [...servedApis].flatMap(([name, access]): readonly OpenEndpoint[] =>
    isOpen(access) ? [{ method: "GET", path: `/api/${name}` }] : [],
  );
  const apps = [...getWebApps().values()].flatMap((app): readonly OpenEndpoint[] => {
    const served = servedExchanges.get(app.name);
    if (served === undefined || !isOpen(served)) return [];
    const { method, operations } = served;
    const open = Object.entries(operations ?? {}).flatMap(([operation, role]) => (includesRole(caller.role, role) ? [operation] : []));
    return [{ method, path: app.config.mountPath, ...(operations === undefined ? {} : { operations: open }) }];
  });
  return [...apis, ...apps];
}
