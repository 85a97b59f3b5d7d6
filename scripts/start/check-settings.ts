import { createPublicKey } from "node:crypto";
import { readAccessSettings } from "../../app/runtime/config/access-settings";
import { readCluster } from "../../app/runtime/config/cluster-settings";
import { extractionSchedule } from "../../app/runtime/config/extraction-schedule";
import { readReportSettings } from "../../app/runtime/config/read-report-settings";
import { readSourceSettings } from "../../app/runtime/config/read-source-settings";
import { readRetention } from "../../app/runtime/config/retention-settings";
import { readStreamPartitions } from "../../app/runtime/config/stream-settings";
import { problemsOf } from "../../app/runtime/config/settings-error";
import type { MooseConfig } from "../../embedded/launcher/read-moose-config.js";
import { type Check, found } from "./check";

/** Everything that is wrong with the settings, each problem of every reader by itself. A problem begins with its variable. */
export function checkSettings(env: NodeJS.ProcessEnv, { http_server_config: http, jwt }: MooseConfig): readonly Check[] {
  const flags = Object.entries({ "--jwt-secret": jwt.secret, "--jwt-issuer": jwt.issuer, "--jwt-audience": jwt.audience })
    .filter(([, value]) => value !== undefined)
    .map(([flag]) => flag);
  const problems = [
    ...problemsOf(() => readAccessSettings(env, flags, http.host)),
    ...problemsOf(() => extractionSchedule(env)),
    ...problemsOf(() => readSourceSettings(env)),
    ...problemsOf(() => readCluster(env)),
    ...problemsOf(() => readStreamPartitions(env)),
    ...problemsOf(() => readRetention(env)),
    ...problemsOf(() => readReportSettings(env)),
    ...(jwt.secret === undefined || isPublicKey(jwt.secret)
      ? []
      : ["MOOSE_JWT__SECRET is no public RSA key in PEM: no token could be verified"]),
  ];
  if (problems.length === 0) return [found("settings", "ok", "complete, and closed to who has no key")];
  return problems.map((problem) =>
    found(
      "settings",
      "problem",
      problem,
      ...(problem.match(/\b[A-Z]+(?:_+[A-Z0-9]+)+\b/g) ?? []),
      ...(/^MOOSE_\w+_API_KEY is missing/.test(problem) ? [makesKey] : []),
    ),
  );
}

/** As the API workers read it: the base64 between the lines of PEM, however it is broken. */
function isPublicKey(pem: string): boolean {
  const key = Buffer.from(pem.replace(/-----(?:BEGIN|END) PUBLIC KEY-----|\s/g, ""), "base64");
  try {
    return createPublicKey({ key, format: "der", type: "spki" }).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

/** docs/access.md says which line of it goes where. */
const makesKey = "npm run moose -- generate hash-token";
