/** The versions of FOCUS that a file can be read in. OCI still writes the names of the preview of 1.0. */
export const focusVersions = ["1.0-preview", "1.0", "1.1", "1.2", "1.3", "1.4"] as const;

export type FocusVersion = (typeof focusVersions)[number];
