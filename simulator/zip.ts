import { crc32, deflateRawSync } from "node:zlib";

/** A file of an archive. `changed`: what its headers say wrong. */
export interface ZipEntry {
  readonly name: string;
  readonly body: Uint8Array | string;
  readonly stored?: boolean;
  readonly changed?: {
    readonly crc32?: number;
    readonly size?: number;
    readonly flags?: number;
    readonly method?: number;
    readonly offset?: number;
  };
}

/** A ZIP archive (pkware.com/appnote), as a tool would write it, or with headers that lie. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const pieces: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, body, stored = false, changed = {} } of entries) {
    const plain = Buffer.from(body);
    const packed = stored ? plain : deflateRawSync(plain);
    const names = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(changed.flags ?? 0x800, 2);
    common.writeUInt16LE(changed.method ?? (stored ? 0 : 8), 4);
    common.writeUInt32LE(changed.crc32 ?? crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(changed.size ?? plain.length, 18);
    common.writeUInt16LE(names.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, names, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(changed.offset ?? at, 10);
    list.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), common, place, names);
    pieces.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...pieces, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}
