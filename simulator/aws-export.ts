/** One month of an AWS Data Export that overwrites the delivery before it. */
export interface AwsExport {
  /** Of the bucket that it is written to, as the manifest names its files. */
  readonly bucket: string;
  /** `aws/` */
  readonly prefix: string;
  readonly exportName: string;
  /** `2026-10` */
  readonly month: string;
  readonly columns: readonly string[];
  /** Gzip CSV. */
  readonly bodies: readonly Uint8Array[];
}

/**
 * Writes a delivery of a FOCUS table, its files first and then its manifest
 * (docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html).
 */
export async function writeAwsExport(
  put: (name: string, body: Uint8Array | string) => Promise<void> | void,
  { bucket, prefix, exportName, month, columns, bodies }: AwsExport,
): Promise<void> {
  const root = `${prefix}${exportName}`;
  const dataFiles: string[] = [];
  for (const [index, body] of bodies.entries()) {
    const name = `${root}/data/billing_period=${month}/${exportName}-${String(index + 1).padStart(5, "0")}.csv.gz`;
    await put(name, body);
    dataFiles.push(`s3://${bucket}/${name}`);
  }
  const manifest = {
    exportName,
    columns: columns.map((name) => ({ name, type: "string" })),
    contentType: "text/csv",
    compression: "GZIP",
    dataFiles,
  };
  await put(`${root}/metadata/billing_period=${month}/${exportName}-Manifest.json`, JSON.stringify(manifest, null, 2));
}
