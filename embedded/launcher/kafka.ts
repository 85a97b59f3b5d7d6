import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { UserProblem } from "../user-problem.mjs";
import { type KafkaAddress, kafkaCommand, type KafkaProgram } from "./kafka-command.js";
import type { Service } from "./keep-services.js";
import { startDetached } from "./start-detached.js";

export interface KafkaRun {
  readonly program: KafkaProgram;
  readonly address: KafkaAddress;
}

/** The variable that moves its second port. */
export const kafkaControllerVariable = "KAFKA_CONTROLLER_PORT";

/**
 * Where Apache Kafka listens beside the one in Moose's CLI, which takes the configured port of 127.0.0.1 whatever the host is: the same port of another address of the
 * loopback. Who is given that address, as Moose is, finds Apache Kafka.
 * @throws {UserProblem} the system has no such address, or the controller's port is none
 */
export function kafkaAddress(brokerPort: number, environment: NodeJS.ProcessEnv): KafkaAddress {
  if (process.platform !== "linux") throw new UserProblem(`--kafka needs the address ${host}, which only Linux has without set-up.`);
  const text = environment[kafkaControllerVariable] ?? "";
  const controllerPort = text === "" ? defaultController : /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (controllerPort < 1 || controllerPort > 65_535)
    throw new UserProblem(`${kafkaControllerVariable} is ${JSON.stringify(text)}: it must be a port, such as ${defaultController}.`);
  return { host, port: brokerPort, controllerPort };
}

/** Apache Kafka over `.embedded/kafka`, as a process of the stack. `start` starts it the first time too. What it has acknowledged outlives its end. */
export function kafka(root: string, { program, address }: KafkaRun): Service {
  const log = join(root, ".embedded/logs/kafka.log");
  let pid: number | undefined;
  const start = (environment: NodeJS.ProcessEnv): number => {
    const again = pid !== undefined;
    try {
      const { command, args } = kafkaCommand(join(root, ".embedded/kafka"), program, address);
      pid = startDetached(command, args, { directory: root, environment, log, again });
    } catch (error) {
      // Its format could not be written: no room, or a Java that does not run. It is tried again, as after a death.
      appendFileSync(log, `${error instanceof Error ? error.message : String(error)}\n`);
      pid = 0;
    }
    return pid;
  };
  return {
    name: "Kafka",
    log,
    meanwhile: "What was accepted is on disk, and posts are answered with 503 until it is back.",
    pid: () => pid,
    start,
  };
}

const host = "127.0.0.2";
const defaultController = 19_093;
