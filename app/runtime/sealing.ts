import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/**
 * Seals values so that only a process with the key can open them: AES-256-GCM. What a value is for is sealed with it: one that is moved to another connection
 * or name does not open. A sealed value names its key: `v1.<key>.<nonce>.<ciphertext and tag>`, in base64url.
 */
export class SealingKeys {
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  /** Of the first key, which seals. */
  readonly keyId: string;

  /** The first key seals, all of them open. Each has 32 bytes. */
  constructor(keys: readonly [Uint8Array, ...Uint8Array[]]) {
    for (const key of keys) if (key.length !== keyBytes) throw new RangeError(`a sealing key has ${keyBytes} bytes`);
    this.#keys = new Map(keys.map((key) => [idOf(key), key]));
    this.keyId = idOf(keys[0]);
  }

  seal(text: string, purpose: string): string {
    const key = this.#keys.get(this.keyId);
    if (key === undefined) throw new RangeError("the key that seals is not there");
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return ["v1", this.keyId, nonce.toString("base64url"), sealed.toString("base64url")].join(".");
  }

  /** Null when no key here opens it, or it was sealed for another purpose. */
  open(sealed: string, purpose: string): string | null {
    const [, id = "", nonce = "", body = ""] = form.exec(sealed) ?? [];
    const key = this.#keys.get(id);
    const bytes = Buffer.from(body, "base64url");
    if (key === undefined || bytes.length < tagBytes) return null;
    try {
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), { authTagLength: tagBytes })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString("utf8");
    } catch {
      return null;
    }
  }
}

/** The key that a value was sealed with; null when it is none. */
export function sealedWith(sealed: string): string | null {
  return form.exec(sealed)?.[1] ?? null;
}

function idOf(key: Uint8Array): string {
  return createHash("sha256").update("azure-billing sealing key").update(key).digest("hex").slice(0, 8);
}

const form = /^v1\.([0-9a-f]{8})\.([\w-]+)\.([\w-]+)$/;
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
