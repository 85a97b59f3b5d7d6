import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Agent } from "undici";
import type { ObjectAccess } from "../source";
import { SourceError } from "../source-error";
import type { AllowedFolders } from "./allowed-folders";

/** Hosts of object storage that may be asked beside the clouds' own: `host` or `host:port`, as the operator's settings list them. */
export type AllowedHosts = readonly string[];

/** The hosts of a cloud: what they are called, and how they are told. */
export interface CloudHosts {
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * Refuses an address that a configuration must not lead to: a host that is no cloud's and is not listed, or http to one that is not listed. What a listed
 * host resolves to is the operator's business; a cloud's host must not resolve to a private address, which `openObjectAccess` sees to.
 * `own`: the hosts that need not be listed. `setting`: what lists the others.
 * @throws SourceError `config`, naming the host and the setting
 */
export function checkHost(url: URL, allowed: AllowedHosts, own: CloudHosts = storageHosts, setting = hostsSetting): void {
  if (isListed(url, allowed)) return;
  if (url.protocol !== "https:") throw new SourceError("config", `${url.host} must be reached by https, or be listed in ${setting}`);
  if (!own.pattern.test(url.hostname))
    throw new SourceError("config", `${url.host} is not a host of ${own.name}: list it in ${setting} if it is yours`);
}

/**
 * Refuses an address that is no public one of https, unless it is listed. What a name resolves to, the connections of `openObjectAccess` see to.
 * @throws SourceError `config`, naming the host and the setting
 */
export function checkPublicHost(url: URL, allowed: AllowedHosts): void {
  if (isListed(url, allowed)) return;
  if (url.protocol !== "https:") throw new SourceError("config", `${url.host} must be reached by https, or be listed in ${hostsSetting}`);
  const address = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) !== 0 && !isPublicAddress(address))
    throw new SourceError("config", `${url.host} is not a public address: list it in ${hostsSetting} if it is yours`);
}

/**
 * Refuses a host that takes the place of a cloud's own, such as one that is given a client secret, unless the operator lists it: anybody may have an account of
 * object storage at a cloud.
 * @throws SourceError `config`, naming the host and the setting
 */
export function checkListedHost(url: URL, allowed: AllowedHosts): void {
  if (!isListed(url, allowed))
    throw new SourceError("config", `${url.host} is not a host of the cloud: list it in ${hostsSetting} if it is yours`);
}

/**
 * The connections to object storage. A host that is not listed is never reached at a private, loopback or link-local address, whatever its name resolves to.
 * Close the dispatcher when the program ends. `allowedFolders`: of this machine.
 */
export function openObjectAccess(allowed: AllowedHosts, allowedFolders: AllowedFolders): ObjectAccess {
  const lookup: LookupFunction = (hostname, options, callback) => {
    systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
      const found = Array.isArray(addresses) ? addresses : [];
      const inside = allowed.some((one) => hostOf(one) === hostname.toLowerCase())
        ? undefined
        : found.find(({ address }) => !isPublicAddress(address));
      const [first] = found;
      if (inside !== undefined)
        callback(new SourceError("config", `${hostname} resolves to ${inside.address}, which is not a public address`), "");
      else if (error !== null || first === undefined) callback(error ?? new Error(`${hostname} has no address`), "");
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
  const dispatcher = new Agent({
    connections: 8,
    pipelining: 1,
    headersTimeout: silentMs,
    bodyTimeout: silentMs,
    connect: { timeout: connectMs, rejectUnauthorized: true, lookup },
  });
  return { dispatcher, allowedHosts: allowed, allowedFolders };
}

function isListed({ host, hostname }: URL, allowed: AllowedHosts): boolean {
  return allowed.some((one) => one.toLowerCase() === host || one.toLowerCase() === hostname);
}

function hostOf(entry: string): string {
  return entry.toLowerCase().replace(/:\d+$/, "");
}

/** Whether an address is reached over the internet: not private, loopback, link-local (where clouds keep their metadata), multicast or reserved. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  // The list takes an IPv4 address inside of IPv6 for what it is by itself.
  return !inside.check(address, family === 4 ? "ipv4" : "ipv6");
}

const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(net, bits, "ipv6");

/** The blob endpoints of Azure's clouds, and S3 of AWS and AWS China. Other hosts of AWS may be anybody's, and would be sent a credential. */
export const storageHosts: CloudHosts = {
  name: "Azure Blob or AWS S3",
  pattern:
    /^(?:[a-z0-9-]+\.)+blob\.core\.(?:windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)$|^(?:[a-z0-9-]+\.)*s3(?:-accesspoint)?(?:-fips)?(?:\.dualstack)?(?:[.-][a-z]{2}(?:-[a-z]+)+-\d)?(?:\.vpce)?\.amazonaws\.com(?:\.cn)?$/,
};

/** The webhooks of Slack, Teams (connectors, Power Automate's workflows), Feishu and Lark, and DingTalk. */
export const webhookHosts: CloudHosts = {
  name: "Slack's, Teams', Feishu's or DingTalk's webhooks",
  pattern:
    /^(?:hooks\.slack\.com|[a-z0-9-]+\.webhook\.office\.com|(?:[a-z0-9-]+\.)+logic\.azure\.c(?:om|n)|(?:[a-z0-9-]+\.)+api\.powerplatform\.c(?:om|n)|open\.(?:feishu\.cn|larksuite\.com)|oapi\.dingtalk\.com)$/,
};

/** The APIs of Google Cloud. */
export const googleHosts: CloudHosts = { name: "Google's APIs", pattern: /^(?:[a-z0-9-]+\.)*googleapis\.com$/ };

/** The EA reporting APIs of both clouds (learn.microsoft.com/azure/cost-management-billing/manage/enterprise-api). */
export const eaHosts: CloudHosts = { name: "Azure's EA reporting APIs", pattern: /^(?:consumption\.azure\.com|ea\.azure\.(?:com|cn))$/ };

/** The setting that lists hosts. */
const hostsSetting = "AZURE_BILLING_STORAGE_HOSTS";
const connectMs = 10_000;
/** A server that sends nothing for so long has gone away. */
const silentMs = 60_000;
