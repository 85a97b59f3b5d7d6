import { createPublicKey } from "node:crypto";
import { ineffectiveSettings, settingFaults } from "../../app/runtime/config/setting-faults";
import type { MooseConfig } from "../../embedded/launcher/read-moose-config.js";
import { type Check, found } from "./check";

/** Everything that is wrong with the settings, each problem of every reader by itself. A problem begins with its variable. */
export function checkSettings(env: NodeJS.ProcessEnv, { http_server_config: http, jwt }: MooseConfig): readonly Check[] {
  const flags = Object.entries({ "--jwt-secret": jwt.secret, "--jwt-issuer": jwt.issuer, "--jwt-audience": jwt.audience })
    .filter(([, value]) => value !== undefined)
    .map(([flag]) => flag);
  const faults = [
    ...settingFaults(env, { flags, host: http.host }),
    ...(jwt.secret === undefined || isPublicKey(jwt.secret)
      ? []
      : ["MOOSE_JWT__SECRET is no public RSA key in PEM: no token could be verified"]),
  ];
  return [
    ...(faults.length === 0 ? [found("settings", "ok", "complete, and closed to who has no key")] : faultChecks(faults)),
    ...ineffectiveChecks(env),
  ];
}

/** The settings of a command that serves nothing and reads an enrollment; only what is wrong with them. Who is let in is checked where it is served. */
export function checkExtractionSettings(env: NodeJS.ProcessEnv): readonly Check[] {
  return [...faultChecks(settingFaults({ ...env, NODE_ENV: undefined }, { enrollment: true })), ...ineffectiveChecks(env)];
}

function faultChecks(faults: readonly string[]): readonly Check[] {
  return faults.map((fault) =>
    found(
      "settings",
      "problem",
      fault,
      ...(fault.match(/\b[A-Z]+(?:_+[A-Z0-9]+)+\b/g) ?? []),
      ...(/^MOOSE_\w+_API_KEY is missing/.test(fault) ? [makesKey] : []),
    ),
  );
}

function ineffectiveChecks(env: NodeJS.ProcessEnv): readonly Check[] {
  return ineffectiveSettings(env).map((detail) => found("settings", "warning", detail));
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
