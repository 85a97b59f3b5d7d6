import { processTracer } from "../runtime/observability/trace";
import { processSharedRates } from "../runtime/redis/shared-rates";
import { openHttp, systemClock } from "../sources/http/open-http";
import type { AllowedFolders } from "../sources/objects/allowed-folders";
import { openObjectAccess } from "../sources/objects/allowed-hosts";
import type { Secret, SecretReference, SourceSurroundings } from "../sources/source";

/**
 * What sources get of this machine: its network, its clock, its folders. Close the dispatchers when the program ends. `allowedHosts`: beside the clouds' own.
 * `allowedFolders`: null for all of them, for a person who names files of their own.
 */
export function openSurroundings(
  secret: (reference: SecretReference) => Secret,
  allowedHosts: readonly string[] = [],
  allowedFolders: AllowedFolders = null,
): SourceSurroundings {
  const http = openHttp(systemClock, processSharedRates());
  const objects = openObjectAccess(allowedHosts, allowedFolders);
  const tracer = processTracer();
  return {
    http: { ...http, dispatcher: tracer.requests(http.dispatcher) },
    objects: { ...objects, dispatcher: tracer.requests(objects.dispatcher) },
    clock: systemClock,
    random: Math.random,
    secret,
  };
}
