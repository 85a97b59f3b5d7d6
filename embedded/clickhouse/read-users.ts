import { existsSync, readdirSync, readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { dirname, join } from "node:path";
import { parseXml } from "./parse-xml";
import type { XmlElement } from "./parse-xml";
import { StartError } from "./start-error";

/** How a user proves who it is. */
export type Proof =
  | { readonly kind: "none" }
  | { readonly kind: "plain"; readonly password: string }
  | { readonly kind: "sha256"; readonly hex: string };

/** A user of `users.xml`, with the settings of its profile (`readonly` among them) in the order written. */
export interface ServerUser {
  readonly name: string;
  readonly proof: Proof;
  /** Undefined when the file does not restrict addresses. */
  readonly networks: BlockList | undefined;
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * Reads users and their profiles from `users.xml` and from `users.d/*.xml` beside it, later files winning, as ClickHouse merges them.
 * A user without a way to prove itself is left out, so that it can never log in.
 */
export function readUsers(usersFile: string): ReadonlyMap<string, ServerUser> {
  const more = join(dirname(usersFile), "users.d");
  const extra = existsSync(more) ? readdirSync(more).filter((name) => name.endsWith(".xml")) : [];
  const roots = [usersFile, ...extra.sort().map((name) => join(more, name))].map(readRoot);
  const sections = (name: string): readonly XmlElement[] => roots.flatMap((root) => childrenOf(child(root, name)));
  const profiles = new Map(sections("profiles").map((profile) => [profile.name, profile]));
  const users = new Map<string, ServerUser>();
  for (const element of sections("users")) {
    const proof = proofOf(element);
    if (proof === undefined) continue;
    const settings = settingsOf(profiles, child(element, "profile")?.text.trim() ?? "default", new Set());
    users.set(element.name, { name: element.name, proof, networks: networksOf(element), settings });
  }
  return users;
}

function settingsOf(profiles: ReadonlyMap<string, XmlElement>, name: string, seen: Set<string>): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  if (seen.has(name)) return settings;
  seen.add(name);
  for (const element of childrenOf(profiles.get(name))) {
    if (element.name === "profile") settingsOf(profiles, element.text.trim(), seen).forEach((value, key) => settings.set(key, value));
    else if (element.name !== "constraints") settings.set(element.name, element.text.trim());
  }
  return settings;
}

function proofOf(user: XmlElement): Proof | undefined {
  const hex = child(user, "password_sha256_hex")?.text.trim().toLowerCase();
  if (hex !== undefined) return { kind: "sha256", hex };
  const password = child(user, "password")?.text;
  if (child(user, "no_password") !== undefined) return { kind: "none" };
  return password === undefined ? undefined : { kind: "plain", password };
}

function networksOf(user: XmlElement): BlockList | undefined {
  const networks = child(user, "networks");
  if (networks === undefined) return undefined;
  const list = new BlockList();
  for (const { name, text } of networks.children) {
    const [address, prefix] = text.trim().split("/");
    if (name !== "ip" || address === undefined || isIP(address) === 0) continue;
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, Number(prefix ?? (family === "ipv6" ? 128 : 32)), family);
    if (address === "::" && prefix === "0") list.addSubnet("0.0.0.0", 0, "ipv4");
  }
  return list;
}

function readRoot(file: string): XmlElement {
  try {
    return parseXml(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new StartError(`cannot read users ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

const child = (element: XmlElement, name: string): XmlElement | undefined => element.children.find((one) => one.name === name);
const childrenOf = (element: XmlElement | undefined): readonly XmlElement[] => element?.children ?? [];
