import { randomInt } from "node:crypto";
import { findTakenPorts } from "../../embedded/launcher/check-ports.js";

/**
 * `count` ports that nobody has, below the range from which the system hands out ports on its own: Temporal takes some of those, and
 * could be given the very one a test is about to use.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  for (;;) {
    const first = randomInt(20_000, 32_000 - count);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if ((await findTakenPorts(ports)).length === 0) return ports;
  }
}
