import { connects } from "../../app/runtime/observability/check-stores";
import {
  admitsToRedis,
  admitsWithoutLogin,
  type KafkaUser,
  loginToKafka,
  probeKafka,
  readRedisVersion,
} from "../../app/runtime/observability/probe-services";
import type { MooseConfig } from "../../embedded/launcher/read-moose-config.js";
import { askTemporal } from "./ask-temporal";
import { atLeast } from "./at-least";
import { type Check, found } from "./check";
import { readKafkaUser } from "./read-production";

/**
 * Kafka, Redis and Temporal. One that takes TLS is only connected to, and so is a Temporal with a login: what it makes of Moose's certificate and password, Moose says as it starts.
 */
export function checkServices(config: MooseConfig): Promise<readonly Check[]> {
  const { features } = config;
  return Promise.all([
    ...(features.streaming_engine ? [checkKafka(config.redpanda_config)] : []),
    checkRedis(config.redis_config.url),
    ...(features.workflows ? [checkTemporal(config.temporal_config)] : []),
  ]);
}

/** Its protocol tells no version of the broker. */
async function checkKafka(config: MooseConfig["redpanda_config"]): Promise<Check> {
  const { broker, security_protocol: security } = config;
  const isPlain = /plaintext$/i.test(security);
  const answers = isPlain
    ? await probeKafka(broker, patienceMs)
    : (await Promise.all(broker.split(",").map((one) => connects(one.trim().replace(/^\w+:\/\//, ""))))).includes(true);
  if (!answers)
    return found(
      "kafka",
      "away",
      `no broker of ${broker} answers`,
      "MOOSE_REDPANDA_CONFIG__BROKER",
      "MOOSE_REDPANDA_CONFIG__SECURITY_PROTOCOL",
    );
  if (!isPlain) return found("kafka", "ok", `takes connections at ${broker}; ${security} was not tried`);
  const user = readKafkaUser(config);
  if (user !== undefined) return checkKafkaLogin(broker, user);
  if (await admitsWithoutLogin(broker, patienceMs)) return found("kafka", "ok", `answers at ${broker}`);
  // A broker that starts, or is slow, looks the same for a moment.
  return found(
    "kafka",
    "away",
    `${broker} answers nothing without a login`,
    "MOOSE_REDPANDA_CONFIG__SECURITY_PROTOCOL",
    "MOOSE_REDPANDA_CONFIG__SASL_USERNAME",
    "MOOSE_REDPANDA_CONFIG__SASL_PASSWORD",
  );
}

/** Moose would start with a login that is refused, and be ready, and store nothing. */
async function checkKafkaLogin(broker: string, user: KafkaUser): Promise<Check> {
  const login = await loginToKafka(broker, user, patienceMs);
  switch (login) {
    case "accepted":
      return found("kafka", "ok", `answers at ${broker}, and lets this user in`);
    case "mechanism-known":
      return found("kafka", "ok", `answers at ${broker}; the login by ${user.mechanism} was not tried`);
    case "mechanism-unknown":
      return found("kafka", "problem", `${broker} has no login by ${user.mechanism}`, "MOOSE_REDPANDA_CONFIG__SASL_MECHANISM");
    case "refused":
      return found(
        "kafka",
        "problem",
        `${broker} does not let this user in`,
        "MOOSE_REDPANDA_CONFIG__SASL_USERNAME",
        "MOOSE_REDPANDA_CONFIG__SASL_PASSWORD",
        "MOOSE_REDPANDA_CONFIG__SECURITY_PROTOCOL",
      );
    case "no-answer":
      return found("kafka", "away", `${broker} does not answer a login`, "MOOSE_REDPANDA_CONFIG__BROKER");
  }
}

async function checkRedis(url: string): Promise<Check> {
  const variable = "MOOSE_REDIS_CONFIG__URL";
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol))
    return found("redis", "problem", "its address must be such as redis://user:password@host:6379", variable);
  const { protocol, hostname, port } = new URL(url);
  const where = `${hostname}:${port === "" ? "6379" : port}`;
  const away = found("redis", "away", `does not answer at ${where}`, variable);
  if (protocol === "rediss:")
    return (await connects(where)) ? found("redis", "ok", `takes connections at ${where}; TLS was not tried`) : away;
  let version: string | null;
  try {
    version = await readRedisVersion(url, patienceMs);
  } catch {
    return away;
  }
  if (version === null)
    return (await admitsToRedis(url, patienceMs))
      ? found("redis", "ok", `answers at ${where}, and tells no version`)
      : found("redis", "problem", `${where} does not let this user in`, variable);
  return atLeast(version, leastRedis)
    ? found("redis", "ok", `${version} at ${where}`)
    : found("redis", "problem", `is ${version} at ${where}, and ${leastRedis} is the oldest that works`, variable);
}

async function checkTemporal(config: MooseConfig["temporal_config"]): Promise<Check> {
  const { temporal_host: host, temporal_port: port, temporal_scheme: scheme, namespace } = config;
  const where = `${host}:${port}`;
  const address = ["MOOSE_TEMPORAL_CONFIG__TEMPORAL_HOST", "MOOSE_TEMPORAL_CONFIG__TEMPORAL_PORT"];
  const away = found("temporal", "away", `does not answer at ${where}`, ...address);
  if (config.client_cert !== "" || config.api_key !== "")
    return (await connects(where)) ? found("temporal", "ok", `takes connections at ${where}; its login was not tried`) : away;
  const secure = scheme === undefined ? host !== "localhost" : scheme === "https";
  try {
    const { version, hasNamespace } = await askTemporal(host, port, namespace);
    if (secure)
      return found(
        "temporal",
        "problem",
        `${version} at ${where} speaks without TLS, and Moose would with it, as to every host but localhost`,
        "MOOSE_TEMPORAL_CONFIG__TEMPORAL_SCHEME=http",
      );
    if (!hasNamespace)
      return found(
        "temporal",
        "problem",
        `has no namespace ${namespace}`,
        "MOOSE_TEMPORAL_CONFIG__NAMESPACE",
        `temporal operator namespace create --address ${where} --namespace ${namespace}`,
      );
    return found("temporal", "ok", `${version} at ${where}, namespace ${namespace}`);
  } catch {
    return secure && (await connects(where)) ? found("temporal", "ok", `takes connections at ${where}; TLS was not tried`) : away;
  }
}

/** AUTH with a user. */
const leastRedis = "6.0";
const patienceMs = 3000;
