import type { ExtractionSettings } from "./extraction-settings";
import { readExtractionSettings } from "./read-extraction-settings";

/** The extraction settings of this process. Throws, and lists everything that is unusable. */
export function processExtractionSettings(): ExtractionSettings {
  return readExtractionSettings(process.env);
}
