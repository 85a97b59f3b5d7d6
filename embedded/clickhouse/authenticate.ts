import { createHash, timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import { HttpException } from "./http-exception";
import type { ServerUser } from "./read-users";

/** Who a request says it is. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/**
 * Finds the user and checks the password in constant time. Throws exception 516 with one sentence for every reason, so that an answer
 * does not tell whether the name exists.
 */
export function authenticate(users: ReadonlyMap<string, ServerUser>, given: Credentials, address: string | undefined): ServerUser {
  const user = users.get(given.user);
  const expected =
    user?.proof.kind === "sha256" ? Buffer.from(user.proof.hex, "hex") : sha256(user?.proof.kind === "plain" ? user.proof.password : "");
  const actual = sha256(given.password);
  const matches = expected.length === actual.length && timingSafeEqual(expected, actual);
  if (user === undefined || !(matches || user.proof.kind === "none") || !mayComeFrom(user, address)) {
    throw new HttpException(
      516,
      "AUTHENTICATION_FAILED",
      `${given.user}: Authentication failed: password is incorrect, or there is no user with such name.`,
    );
  }
  return user;
}

function mayComeFrom(user: ServerUser, address: string | undefined): boolean {
  if (user.networks === undefined) return true;
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/, "");
  return user.networks.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
