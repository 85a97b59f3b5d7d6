import { openSurroundings } from "../pipeline/open-surroundings";
import type { ReportDestination } from "../pipeline/reporting/report-definition";
import type { ReportSettings } from "../runtime/config/read-report-settings";
import { SecretText } from "../sources/secret-text";
import { SourceError } from "../sources/source-error";
import { deliverEmail } from "./deliver-email";
import { deliverObjects } from "./deliver-objects";
import { deliverWebhook } from "./deliver-webhook";
import { DeliveryFault, type DeliveryResult, type Parcel } from "./delivery";

/** Brings parcels to destinations. */
export interface Carrier {
  readonly deliver: (destination: ReportDestination, parcel: Parcel, signal: AbortSignal) => Promise<DeliveryResult>;
  readonly close: () => Promise<void>;
}

/**
 * Whether a receiver can tell that it is given the same a second time, so that what is in doubt is sent again: objects have the same names, and plain JSON the
 * key of the delivery. People who read mails and chats would read it twice.
 */
export function isRepeatable(destination: ReportDestination): boolean {
  return destination.kind === "objects" || (destination.kind === "webhook" && destination.form === "json");
}

/** The carrier of the settings. Close it when the program ends. */
export function openCarrier(settings: ReportSettings): Carrier {
  const secretText = (name: string): SecretText => {
    const value = settings.secret(name);
    if (value === null) throw new SourceError("config", `the secret ${name} is not set`);
    return new SecretText(value);
  };
  const surroundings = openSurroundings(({ env }) => secretText(env), settings.allowedHosts, settings.allowedFolders);
  const carry = (destination: ReportDestination, parcel: Parcel, signal: AbortSignal): Promise<DeliveryResult> => {
    switch (destination.kind) {
      case "email":
        return deliverEmail(destination.to, parcel, settings.mail, settings.recipients, settings.secret("ABI_SECRET_SMTP_PASSWORD"));
      case "objects":
        return deliverObjects(destination, parcel, surroundings, signal);
      case "webhook": {
        const { form, url, secret } = destination;
        const webhook = { form, url: secretText(url.env).reveal(), secret: secret === undefined ? null : secretText(secret.env).reveal() };
        return deliverWebhook(webhook, parcel, surroundings.objects, surroundings.clock.now(), signal);
      }
    }
  };
  return {
    deliver: async (destination, parcel, signal) => {
      try {
        return await carry(destination, parcel, signal);
      } catch (error) {
        if (error instanceof DeliveryFault || error instanceof SourceError) return { kind: "refused", detail: error.message };
        throw error;
      }
    },
    close: async () => {
      await Promise.all([surroundings.http.dispatcher.close(), surroundings.objects.dispatcher.close()]);
    },
  };
}
