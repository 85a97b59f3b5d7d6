import { getMooseUtils } from "@514labs/moose-lib";

/** The ClickHouse client of the process that Moose started this code in: its own address, user and database. */
export type MooseClient = Awaited<ReturnType<typeof getMooseUtils>>["client"]["query"]["client"];

let client: Promise<MooseClient> | undefined;

/** One client for the life of the process; Moose's own insert switches to async inserts and has no retry of ours. */
export function mooseClient(): Promise<MooseClient> {
  client ??= getMooseUtils().then((utils) => utils.client.query.client);
  return client;
}
