import { openHttp, systemClock } from "../sources/http/open-http";
import { openFolder } from "../sources/objects/open-folder";
import type { Secret, SecretReference, SourceSurroundings } from "../sources/source";

/** What sources get of this machine: its network, its clock, the files under a folder. Close the dispatcher when the program ends. */
export function openSurroundings(secret: (reference: SecretReference) => Secret, folder = process.cwd()): SourceSurroundings {
  return { http: openHttp(systemClock), objects: openFolder(folder), clock: systemClock, random: Math.random, secret };
}
