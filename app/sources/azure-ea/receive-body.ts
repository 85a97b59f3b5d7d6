import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BodyBuffer } from "./body-buffer";
import type { BodyMeter } from "./body-meter";

/**
 * Reads a body to its end, decompressing it on the way. `expected` is how long it will probably be, 0 if nobody knows.
 * `onPiece` is called for every piece from the socket. The meter's errors pass through.
 */
export async function receiveBody(
  body: Readable,
  decoder: Transform | null,
  meter: BodyMeter,
  onPiece: () => void,
  expected: number,
): Promise<Buffer> {
  const received = new BodyBuffer(expected);
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of source) {
      meter.countBody(piece.length);
      received.add(piece);
    }
  };
  const measure = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      onPiece();
      meter.countWire(piece.length);
      yield piece;
    }
  };
  if (decoder === null) await pipeline(body, measure, collect);
  else await pipeline(body, measure, decoder, collect);
  return received.content;
}
