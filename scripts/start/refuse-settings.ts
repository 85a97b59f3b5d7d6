import { type MooseConfig, readEnvFiles } from "../../embedded/launcher/read-moose-config.js";
import { type Check, checkLines, isFit } from "./check";
import { checkExtractionSettings, checkSettings } from "./check-settings";

/**
 * Why `npm run dev` is not started with these settings, all of it, as `npm start` says it; null: they are fit. Moose itself would end at the first wrong one, in the
 * stack of an error. Writes a line for each setting that has no effect.
 */
export function refuseDevSettings(root: string, config: MooseConfig): string | null {
  const env = { ...readEnvFiles(root, [".env", ".env.dev", ".env.local"]), ...process.env };
  return refuse(checkSettings(env, config), "Not started. Mend all of this, and start again");
}

/** The same for a command that reads an enrollment of the settings: without one, it says what is missing. */
export function refuseExtractionSettings(): string | null {
  return refuse(checkExtractionSettings(process.env), "Nothing was read. Mend all of this, and run it again");
}

function refuse(checks: readonly Check[], refusal: string): string | null {
  if (!isFit(checks)) return `${refusal}:\n${checkLines(checks, ["problem", "warning"])}`;
  const notes = checkLines(checks, ["warning"]);
  if (notes !== "") console.warn(notes);
  return null;
}
