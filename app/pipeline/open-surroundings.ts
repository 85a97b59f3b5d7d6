import { processTracer } from "../runtime/observability/trace";
import { processSharedRates } from "../runtime/redis/shared-rates";
import { openHttp, systemClock } from "../sources/http/open-http";
import { openObjectAccess } from "../sources/objects/allowed-hosts";
import type { Secret, SecretReference, SourceSurroundings } from "../sources/source";

/** What sources get of this machine: its network, its clock. Close the dispatchers when the program ends. `allowedHosts`: of object storage beside the clouds' own. */
export function openSurroundings(secret: (reference: SecretReference) => Secret, allowedHosts: readonly string[] = []): SourceSurroundings {
  const http = openHttp(systemClock, processSharedRates());
  const objects = openObjectAccess(allowedHosts);
  const tracer = processTracer();
  return {
    http: { ...http, dispatcher: tracer.requests(http.dispatcher) },
    objects: { ...objects, dispatcher: tracer.requests(objects.dispatcher) },
    clock: systemClock,
    random: Math.random,
    secret,
  };
}
