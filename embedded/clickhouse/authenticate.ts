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
  const expected = user === undefined ? sha256("") : expectedOf(user);
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

/** Users do not change while a server runs, and every request asks for theirs. */
function expectedOf(user: ServerUser): Buffer {
  const known = expectedHashes.get(user);
  if (known !== undefined) return known;
  const { proof } = user;
  const expected = proof.kind === "sha256" ? Buffer.from(proof.hex, "hex") : sha256(proof.kind === "plain" ? proof.password : "");
  expectedHashes.set(user, expected);
  return expected;
}

const expectedHashes = new WeakMap<ServerUser, Buffer>();

/** Looking an address up in a list takes longer than the rest of the check: what was found is remembered. */
function mayComeFrom(user: ServerUser, address: string | undefined): boolean {
  if (user.networks === undefined) return true;
  if (address === undefined) return false;
  const known = addresses.get(user) ?? new Map<string, boolean>();
  addresses.set(user, known);
  const found = known.get(address);
  if (found !== undefined) return found;
  const plain = address.replace(/^::ffff:/, "");
  const isAllowed = user.networks.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
  if (known.size < mostAddresses) known.set(address, isAllowed);
  return isAllowed;
}

const addresses = new WeakMap<ServerUser, Map<string, boolean>>();
const mostAddresses = 1000;

function sha256(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
