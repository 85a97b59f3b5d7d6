import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from "yauzl";
import { SourceError } from "../source-error";
import type { ByteRange } from "../source";
import { FocusFileError } from "./focus-file";
import { type InputFile, readBytes } from "./input-file";

/** Whether a file begins as a ZIP archive does. A workbook of Excel begins so, too. */
export async function isZip(file: InputFile): Promise<boolean> {
  if (file.bytes < 4) return false;
  const begin = (await readBytes(file, { from: 0, to: 4 })).toString("latin1");
  return begin === "PK\x03\x04" || begin === "PK\x05\x06";
}

/**
 * The files in a ZIP archive, each to be read by itself and as often as wanted, without unpacking the archive to a disk. What is read to its end is compared
 * with the length and the checksum that the archive has of it. An archive whose files unpack to more than 500 times their size, lie over one another, are
 * encrypted, or are archives themselves, is refused before anything of it is read.
 * @throws FocusFileError it is no whole archive, or one of those. SourceError `too-large` it would unpack to too much
 */
export async function zipFiles(archive: InputFile): Promise<readonly InputFile[]> {
  const zip = await openZip(archive);
  try {
    const files: InputFile[] = [];
    let packed = 0;
    for (const entry of await entriesOf(zip, archive)) {
      const { fileName, compressedSize, uncompressedSize } = entry;
      packed += compressedSize;
      if (packed > archive.bytes) throw broken(archive, "its files lie over one another");
      if (fileName.endsWith("/") || /(?:^|\/)(?:__MACOSX\/|\.)/.test(fileName)) continue;
      const name = `${archive.name}/${fileName}`;
      if (entry.isEncrypted()) throw new FocusFileError({ file: name }, "is encrypted: pack it without a password");
      if (!entry.canDecodeFileData())
        throw new FocusFileError(
          { file: name },
          `is packed by method ${entry.compressionMethod}: pack it as deflate, which every tool can`,
        );
      if (/\.zip$/i.test(fileName)) throw new FocusFileError({ file: name }, "contains another archive: unpack the outer one");
      if (uncompressedSize > leastSuspicious && uncompressedSize > compressedSize * largestRatio)
        throw new SourceError("too-large", `${name} would unpack to ${uncompressedSize} bytes, more than ${largestRatio} times its size`);
      const start = await startOf(zip, entry, archive);
      files.push({
        name,
        bytes: uncompressedSize,
        version: `${archive.version}/${entry.crc32}`,
        read: (range) => readEntry(archive, name, entry, start, range),
        engineTable: null,
        checkVersion: archive.checkVersion,
      });
    }
    return files;
  } finally {
    zip.close();
  }
}

/** Unpacks a file, or the part of it that is asked for. Deflate has no places to begin at: what lies before the part is unpacked, and left out. */
async function* readEntry(
  archive: InputFile,
  name: string,
  { compressionMethod, compressedSize, uncompressedSize, crc32: checksum }: Entry,
  start: number,
  range?: ByteRange,
): AsyncGenerator<Uint8Array> {
  const { from, to } = range ?? { from: 0, to: uncompressedSize };
  const packed = Readable.from(archive.read({ from: start, to: start + compressedSize }), { objectMode: false });
  // Whoever reads the last stream gets the error of either; the callback only keeps it from being unhandled.
  const plain = compressionMethod === 0 ? packed : pipeline(packed, createInflateRaw({ chunkSize: bytesAtOnce }), () => undefined);
  let at = 0;
  let sum = 0;
  try {
    for await (const chunk of plain) {
      if (!(chunk instanceof Uint8Array)) continue;
      sum = crc32(chunk, sum);
      const begin = at;
      at += chunk.length;
      if (at > uncompressedSize)
        throw new FocusFileError({ file: name }, `is longer than the ${uncompressedSize} bytes that its archive says`);
      const piece = chunk.subarray(Math.max(0, from - begin), Math.max(0, to - begin));
      // The last bytes are given out when the checksum is right.
      if (at === uncompressedSize) checkSum(name, sum, checksum);
      if (piece.length > 0) yield piece;
      if (at >= to && range !== undefined) return;
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new FocusFileError({ file: name }, `cannot be unpacked from its archive${code === "" ? "" : ` (${code})`}`, error);
  } finally {
    packed.destroy();
    plain.destroy();
  }
  if (at < uncompressedSize)
    throw new FocusFileError({ file: name }, `ends after ${at} of the ${uncompressedSize} bytes that its archive says`);
  if (uncompressedSize === 0) checkSum(name, sum, checksum);
}

function checkSum(name: string, sum: number, expected: number): void {
  if (sum !== expected) throw new FocusFileError({ file: name }, "does not match the checksum in its archive: the archive is damaged");
}

/** The end of the archive, which lists its files, is asked for once. */
class ArchiveReader extends RandomAccessReader {
  constructor(
    private readonly archive: InputFile,
    private readonly tail: Buffer,
  ) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const { bytes, read } = this.archive;
    const tailStart = bytes - this.tail.length;
    if (start >= tailStart) return Readable.from([this.tail.subarray(start - tailStart, end - tailStart)]);
    return Readable.from(read({ from: start, to: end }), { objectMode: false });
  }
}

async function openZip(archive: InputFile): Promise<ZipFile> {
  const tail = await readBytes(archive, { from: Math.max(0, archive.bytes - tailBytes), to: archive.bytes });
  const reader = new ArchiveReader(archive, tail);
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(reader, archive.bytes, { lazyEntries: true, autoClose: false, strictFileNames: false }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(explain(archive, error));
    });
  });
}

function entriesOf(zip: ZipFile, archive: InputFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    if (zip.entryCount > mostFiles) {
      reject(new SourceError("too-large", `${archive.name} has ${zip.entryCount} files; an archive may have ${mostFiles}`));
      return;
    }
    zip.on("entry", (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on("end", () => {
      resolve(entries);
    });
    zip.on("error", (error: Error) => {
      reject(explain(archive, error));
    });
    zip.readEntry();
  });
}

/** Where the bytes of a file begin, which only its own header says. */
function startOf(zip: ZipFile, entry: Entry, archive: InputFile): Promise<number> {
  return new Promise((resolve, reject) => {
    zip.readLocalFileHeader(entry, { minimal: true }, (error, header) => {
      if (error === null) resolve(header.fileDataStart);
      else reject(explain(archive, error));
    });
  });
}

function explain(archive: InputFile, error: Error): SourceError {
  return error instanceof SourceError ? error : broken(archive, error.message, error);
}

function broken({ name }: InputFile, detail: string, cause?: Error): FocusFileError {
  return new FocusFileError({ file: name }, `is not a complete ZIP archive: ${detail}`, cause);
}

const mostFiles = 10_000;
/** CSV of bills packs 10 to 40 times, and up to some hundred times where rows are alike; deflate ends at 1,032. */
const largestRatio = 500;
const leastSuspicious = 1 << 20;
const bytesAtOnce = 256 << 10;
/** The list of some thousand files. */
const tailBytes = 512 << 10;
