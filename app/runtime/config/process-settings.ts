import {
  type DeliveryPolicy,
  type ExtractionSettings,
  namesEnrollment,
  readDeliveryPolicy,
  readExtractionSettings,
} from "./extraction-settings";
import { readSettings, type Settings } from "./read-settings";

/** The settings of this process. Throws at start, and lists everything that is unusable. */
export function processSettings(): Settings {
  return readSettings(process.env);
}

/** The extraction settings of this process. Throws, and lists everything that is unusable. */
export function processExtractionSettings(): ExtractionSettings {
  return readExtractionSettings(process.env);
}

/** The extraction settings of this process; null when it names no enrollment. Throws, and lists everything that is unusable. */
export function processEnrollments(): ExtractionSettings | null {
  return namesEnrollment(process.env) ? processExtractionSettings() : null;
}

/** The policy of this process for the bills of every source. Throws, and lists everything that is unusable. */
export function processDeliveryPolicy(): DeliveryPolicy {
  return readDeliveryPolicy(process.env);
}
