import { logEvent } from "../observability/log-event";
import { mooseSetting } from "../moose/moose-setting";
import { type AccessSettings, readAccessSettings } from "./access-settings";

let settings: AccessSettings | undefined;

/** Who may ask this process, read once. Throws, and lists everything, where production would be open; says so once where development is. */
export function processAccessSettings(): AccessSettings {
  if (settings !== undefined) return settings;
  settings = readAccessSettings(process.env, process.argv, mooseSetting("http_server_config.host"));
  const isOpen = !settings.jwt && settings.consumptionKeyHash === undefined;
  if (isOpen && process.argv.includes("consumption-apis")) {
    logEvent("warn", "open-for-development", {
      message: "No MOOSE_CONSUMPTION_API_KEY and no JWT: everyone who can reach this machine's loopback address has the role operator",
    });
  }
  return settings;
}
