/** Whose file it is. `Other`: a provider of software or a tool; it is read by the same rules, and nothing is repaired. */
export const focusProviders = ["AWS", "Google Cloud", "Microsoft", "Oracle", "Other"] as const;

export type FocusProvider = (typeof focusProviders)[number];
