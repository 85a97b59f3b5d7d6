import { readSettings, type Settings } from "./read-settings";

/** The settings of this process. Throws at start, and lists everything that is unusable. */
export function processSettings(): Settings {
  return readSettings(process.env);
}
