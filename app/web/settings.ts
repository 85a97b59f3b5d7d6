import { WebApp } from "@514labs/moose-lib";
import type { Answer } from "../apis/serving/answer";
import { serveExchange } from "../apis/serving/serve-exchange";
import { type EffectiveSetting, processEffectiveSettings } from "../runtime/config/effective-settings";

/** GET /operations/settings: what the API's process goes by; of secrets only whether they are set. */
export const SettingsWebApp = new WebApp(
  "settings",
  serveExchange({ name: "settings", role: "operator", everyAccount: true, method: "GET" }, () => {
    const data = processEffectiveSettings();
    const body: Answer<EffectiveSetting> = { data, snapshots: [], currency: null, totals: [], page: { next: null }, problems: [] };
    return Promise.resolve({ body });
  }),
  { mountPath: "/operations/settings", metadata: { description: "The effective configuration; of secrets only whether they are set" } },
);
