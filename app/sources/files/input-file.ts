import { basename, dirname } from "node:path";
import type { AllowedFolders } from "../objects/allowed-folders";
import { openFolder } from "../objects/open-folder";
import type { ByteRange, EngineTable, ObjectReader, StoredObject } from "../source";
import { SourceError } from "../source-error";
import { FocusFileError } from "./focus-file";

/** A file to be read, wherever it is, in the version that was found first. */
export interface InputFile {
  /** For errors and logs. */
  readonly name: string;
  readonly bytes: number;
  /** Changes when the bytes do. */
  readonly version: string;
  readonly read: (range?: ByteRange) => AsyncIterable<Uint8Array>;
  /** How the engine reads it itself, as Parquet; null: it cannot. */
  readonly engineTable: EngineTable | null;
  /** Throws SourceError `changed` when the file is another one by now. */
  readonly checkVersion: () => Promise<void>;
}

/**
 * A file of this machine.
 * @throws FocusFileError there is no such file
 * @throws SourceError `config` it may not be read
 */
export async function localFile(path: string, allowed: AllowedFolders, signal: AbortSignal): Promise<InputFile> {
  const name = basename(path);
  const objects = openFolder(dirname(path), allowed);
  const found = await objects.stat(name, signal);
  if (found === null) throw new FocusFileError({ file: name }, "cannot be opened");
  return inputFile(objects, found, signal);
}

/** A file of object storage. */
export function inputFile(objects: ObjectReader, object: StoredObject, signal: AbortSignal): InputFile {
  return {
    ...object,
    read: (range) => objects.read(object, signal, range),
    engineTable: objects.engineTable(object),
    checkVersion: async () => {
      const now = await objects.stat(object.name, signal);
      if (now?.version !== object.version)
        throw new SourceError("changed", `${object.name} changed while it was being read; read it again`);
    },
  };
}

/** The bytes of a range, whole. */
export async function readBytes(file: InputFile, range: ByteRange): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.read(range)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
