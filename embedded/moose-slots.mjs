/**
 * The two executables `moose dev --dockerless` looks for below `$HOME/.moose/binaries`, and the text of the marker file beside each.
 * Marker missing or different: the CLI empties the slot and downloads, which fails where only package registries can be reached.
 * All of it belongs to one version of moose-cli; a test fails when package.json asks for another. To renew, search the new binary
 * for `native_infra/clickhouse` and `native_infra/temporal`: the marker is the digest that follows.
 */
export const mooseSlots = {
  mooseCli: "0.6.533",
  markerFile: ".artifact-sha256",
  clickhouse: {
    version: "25.8.18.1-lts",
    /** In ClickHouse's Linux archive; macOS gets the bare executable. */
    executable: { linux: "clickhouse-common-static-25.8.18.1/usr/bin/clickhouse", darwin: "clickhouse" },
    /** By `process.platform`-`process.arch`. Other platforms read theirs from the installed CLI (find-marker.ts); that was not tried. */
    markers: /** @type {Readonly<Record<string, string>>} */ ({
      "linux-x64": "5a554962c62074707e9890fff0e52e7aba003e084e03ad4dccba0609c7fd4173",
    }),
  },
  temporal: {
    version: "1.3.0",
    executable: { linux: "temporal", darwin: "temporal" },
    markers: /** @type {Readonly<Record<string, string>>} */ ({
      "linux-x64": "ca03976fb948b7084f4075dab55afb65915713498577ea68b483a14e3dfcd74e",
    }),
  },
};
