import { text } from "node:stream/consumers";
import type { MooseClient } from "./moose-client";

/** An INSERT with its data as a stream. Its answer is read to the end, not destroyed: that would cost a new connection for each block. */
export async function execInsert(client: MooseClient, insert: Parameters<MooseClient["exec"]>[0]): Promise<void> {
  const { stream } = await client.exec(insert);
  await text(stream);
}
