import type { KafkaUser } from "../../app/runtime/observability/probe-services";
import { type MooseConfig, readEnvFiles, readMooseConfig } from "../../embedded/launcher/read-moose-config.js";

/**
 * The environment of `npm start`, and Moose's configuration with it: `environment` wins, then .env.local, which git ignores and every other command reads too,
 * then .env.prod and .env.
 * @throws {UserProblem} moose.config.toml or a variable over it cannot be used
 */
export function readProduction(
  root: string,
  environment: NodeJS.ProcessEnv,
): { readonly env: NodeJS.ProcessEnv; readonly config: MooseConfig } {
  return {
    env: { ...readEnvFiles(root, envFiles), ...environment, NODE_ENV: "production" },
    config: readMooseConfig(root, environment, envFiles),
  };
}

/** The user that logs in to Kafka without TLS; undefined without a login, and with TLS, which the check does not try. */
export function readKafkaUser(config: MooseConfig["redpanda_config"]): KafkaUser | undefined {
  if (!/^sasl_plaintext$/i.test(config.security_protocol)) return undefined;
  return { mechanism: config.sasl_mechanism, name: config.sasl_username, password: config.sasl_password };
}

/** The later over the earlier. */
const envFiles = [".env", ".env.prod", ".env.local"];
