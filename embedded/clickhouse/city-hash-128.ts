/**
 * CityHash128 as ClickHouse uses it: version **1.0.2**, frozen before Google changed the algorithm. It guards every compressed frame.
 * Returns 16 bytes, low half first, as they stand in a frame.
 * Every operation is wrapped to 64 bits at once, so that V8 keeps it in machine registers.
 */
export function cityHash128(bytes: Uint8Array): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length;
  const hash = Buffer.allocUnsafe(16);
  const [low, high] =
    length >= 16
      ? hashWithSeed(view, 16, view.getBigUint64(0, true) ^ k3, view.getBigUint64(8, true))
      : length >= 8
        ? hashWithSeed(view, length, view.getBigUint64(0, true) ^ mul(BigInt(length), k0), view.getBigUint64(length - 8, true) ^ k1)
        : hashWithSeed(view, 0, k0, k1);
  hash.writeBigUInt64LE(low, 0);
  hash.writeBigUInt64LE(high, 8);
  return hash;
}

type Pair = readonly [bigint, bigint];

const k0 = 0xc3a5c85c97cb3127n;
const k1 = 0xb492b66fbe98f273n;
const k2 = 0x9ae16a3b2f90404fn;
const k3 = 0xc949d7c7509e6557n;
const kMul = 0x9ddfea08eb382d69n;

const add = (a: bigint, b: bigint): bigint => BigInt.asUintN(64, a + b);
const sub = (a: bigint, b: bigint): bigint => BigInt.asUintN(64, a - b);
const mul = (a: bigint, b: bigint): bigint => BigInt.asUintN(64, a * b);
const rotate = (a: bigint, bits: bigint): bigint => BigInt.asUintN(64, (a >> bits) | BigInt.asUintN(64, a << (64n - bits)));
const shiftMix = (a: bigint): bigint => a ^ (a >> 47n);

function hash16(low: bigint, high: bigint): bigint {
  const a = shiftMix(mul(low ^ high, kMul));
  return mul(shiftMix(mul(high ^ a, kMul)), kMul);
}

function hashWithSeed(view: DataView, from: number, low: bigint, high: bigint): Pair {
  return view.byteLength - from < 128 ? hashShort(view, from, low, high) : hashLong(view, from, low, high);
}

function hashLong(view: DataView, from: number, low: bigint, high: bigint): Pair {
  const end = view.byteLength;
  let x = low;
  let y = high;
  let z = mul(BigInt(end - from), k1);
  let v0 = add(mul(rotate(y ^ k1, 49n), k1), view.getBigUint64(from, true));
  let v1 = add(mul(rotate(v0, 42n), k1), view.getBigUint64(from + 8, true));
  let w0 = add(mul(rotate(add(y, z), 35n), k1), x);
  let w1 = mul(rotate(add(x, view.getBigUint64(from + 88, true)), 53n), k1);
  const stop = from + Math.floor((end - from) / 128) * 128;
  for (let at = from; at < stop; at += 64) {
    x = mul(rotate(add(add(x, y), add(v0, view.getBigUint64(at + 16, true))), 37n), k1) ^ w1;
    const nextY = mul(rotate(add(add(y, v1), view.getBigUint64(at + 48, true)), 42n), k1) ^ v0;
    y = nextY;
    z = rotate(z ^ w0, 33n);
    const seedV0 = add(mul(v1, k1), view.getBigUint64(at, true));
    const seedV1 = add(x, w0);
    const lastV = view.getBigUint64(at + 24, true);
    const sumV = add(add(seedV0, view.getBigUint64(at + 8, true)), view.getBigUint64(at + 16, true));
    v1 = add(add(rotate(add(add(seedV1, seedV0), lastV), 21n), rotate(sumV, 44n)), seedV0);
    v0 = add(sumV, lastV);
    const seedW0 = add(add(z, w1), view.getBigUint64(at + 32, true));
    const lastW = view.getBigUint64(at + 56, true);
    const sumW = add(add(seedW0, view.getBigUint64(at + 40, true)), view.getBigUint64(at + 48, true));
    w1 = add(add(rotate(add(add(y, seedW0), lastW), 21n), rotate(sumW, 44n)), seedW0);
    w0 = add(sumW, lastW);
    const swapped = z;
    z = x;
    x = swapped;
  }
  y = add(y, add(mul(rotate(w0, 37n), k0), z));
  x = add(x, mul(rotate(add(v0, z), 49n), k0));
  for (let done = 0; done < end - stop; ) {
    done += 32;
    y = add(mul(rotate(sub(y, x), 42n), k0), v1);
    w0 = add(w0, view.getBigUint64(end - done + 16, true));
    x = add(mul(rotate(x, 49n), k0), w0);
    w0 = add(w0, v0);
    [v0, v1] = weakHash(view, end - done, v0, v1);
  }
  x = hash16(x, v0);
  y = hash16(y, w0);
  return [add(hash16(add(x, v1), w1), y), hash16(add(x, w1), add(y, v1))];
}

/** The same mixing of 32 bytes that the loop above spells out; there a returned pair would cost an allocation per 32 bytes. */
function weakHash(view: DataView, at: number, seed0: bigint, seed1: bigint): Pair {
  const a = add(seed0, view.getBigUint64(at, true));
  const last = view.getBigUint64(at + 24, true);
  const sum = add(add(a, view.getBigUint64(at + 8, true)), view.getBigUint64(at + 16, true));
  return [add(sum, last), add(add(rotate(add(add(seed1, a), last), 21n), rotate(sum, 44n)), a)];
}

function hashShort(view: DataView, from: number, low: bigint, high: bigint): Pair {
  const end = view.byteLength;
  const length = end - from;
  let a = low;
  let b = high;
  let c: bigint;
  let d: bigint;
  if (length <= 16) {
    a = mul(shiftMix(mul(a, k1)), k1);
    c = add(mul(b, k1), hashUpTo16(view, from));
    d = shiftMix(add(a, length >= 8 ? view.getBigUint64(from, true) : c));
  } else {
    c = hash16(add(view.getBigUint64(end - 8, true), k1), a);
    d = hash16(add(b, BigInt(length)), add(c, view.getBigUint64(end - 16, true)));
    a = add(a, d);
    for (let at = from; at < end - 16; at += 16) {
      a = mul(a ^ mul(shiftMix(mul(view.getBigUint64(at, true), k1)), k1), k1);
      b ^= a;
      c = mul(c ^ mul(shiftMix(mul(view.getBigUint64(at + 8, true), k1)), k1), k1);
      d ^= c;
    }
  }
  a = hash16(a, c);
  b = hash16(d, b);
  return [a ^ b, hash16(b, a)];
}

function hashUpTo16(view: DataView, from: number): bigint {
  const length = view.byteLength - from;
  const size = BigInt(length);
  if (length > 8) {
    const last = view.getBigUint64(view.byteLength - 8, true);
    return hash16(view.getBigUint64(from, true), rotate(add(last, size), size)) ^ last;
  }
  if (length >= 4) return hash16(add(size, BigInt(view.getUint32(from, true)) << 3n), BigInt(view.getUint32(view.byteLength - 4, true)));
  if (length === 0) return k2;
  const y = BigInt(view.getUint8(from) + (view.getUint8(from + (length >> 1)) << 8));
  const z = BigInt(length + (view.getUint8(view.byteLength - 1) << 2));
  return mul(shiftMix(mul(y, k2) ^ mul(z, k3)), k2);
}
