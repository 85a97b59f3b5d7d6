import { generateKeyPairSync } from "node:crypto";
import { openSurroundings } from "../../app/pipeline/open-surroundings";
import { sha256Hex } from "../../app/runtime/sha256-hex";
import { type Connection, connect } from "../../app/sources/connection";
import { gcpBilling } from "../../app/sources/gcp-billing/gcp-billing";
import { openHttp } from "../../app/sources/http/open-http";
import { SecretText } from "../../app/sources/secret-text";
import type { SourceContext, SourceSurroundings } from "../../app/sources/source";
import { type GoogleOptions, type SimulatedGoogle, startGoogle } from "../../simulator/google/start-google";

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** As Google Cloud makes it, but for where its tokens are: that must not be believed. */
export const serviceAccountKey = JSON.stringify({
  type: "service_account",
  project_id: "shop",
  private_key_id: "0123abcd",
  private_key: privateKey,
  client_email: "billing@shop.iam.gserviceaccount.com",
  token_uri: "https://attacker.example/token",
});

export interface GoogleLab {
  readonly google: SimulatedGoogle;
  readonly surroundings: SourceSurroundings;
  readonly context: (signal?: AbortSignal) => SourceContext;
  readonly connection: (config?: Readonly<Record<string, unknown>>) => Connection;
  readonly close: () => Promise<void>;
}

/** A simulated Google Cloud, and what a source needs to reach it. No wait takes time; the clock is the machine's, plus what was waited. */
export async function openGoogleLab(options: Omit<GoogleOptions, "publicKey">, secret = serviceAccountKey): Promise<GoogleLab> {
  let waited = 0;
  const now = (): number => Date.now() + waited;
  const google = await startGoogle({ now, ...options, publicKey });
  const opened = openSurroundings(() => new SecretText(secret), ["127.0.0.1"]);
  const clock = {
    now,
    sleep: (ms: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      waited += ms;
      return Promise.resolve();
    },
  };
  await opened.http.dispatcher.close();
  const surroundings = { ...opened, http: openHttp(clock), clock, random: () => 0.5 };
  return {
    google,
    surroundings,
    context: (signal = new AbortController().signal) => ({ ...surroundings, signal, heard: () => undefined }),
    connection: (config = {}) =>
      connect(gcpBilling({ sha256: sha256Hex }), {
        table: options.tables[0]?.name,
        key: { env: "ABI_SECRET_GCP_KEY" },
        endpoint: google.url,
        tokenEndpoint: `${google.url}/token`,
        requestsPerMinute: 60_000_000,
        ...config,
      }),
    close: async () => {
      await surroundings.objects.dispatcher.destroy();
      await surroundings.http.dispatcher.close();
      await google.close();
    },
  };
}
