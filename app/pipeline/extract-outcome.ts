import type { PublishedSnapshot, Unpublished } from "./delivery-outcome";

/** How reading one month of one account ended. Only `published` changed what readers see. */
export type ExtractOutcome = ({ readonly kind: "published" } & PublishedSnapshot) | Unpublished;
