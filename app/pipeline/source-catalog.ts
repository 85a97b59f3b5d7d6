import type { ZodType, ZodTypeDef } from "zod";
import { lookEvery } from "../domain/connection/connection-life";
import { awsCur } from "../sources/aws-cur/aws-cur";
import { awsDataExports } from "../sources/aws-data-exports/aws-data-exports";
import { azureCostDetails } from "../sources/azure-cost-details/azure-cost-details";
import { azureEa } from "../sources/azure-ea/azure-ea";
import { azureExports } from "../sources/azure-exports/azure-exports";
import { type Connection, connect } from "../sources/connection";
import { focusFiles } from "../sources/focus-files/focus-files";
import { gcpBilling } from "../sources/gcp-billing/gcp-billing";
import type { FocusFileReading } from "../sources/files/read-focus-file";
import { httpTemplate } from "../sources/http-template/http-template";
import type { Source } from "../sources/source";
import { SourceError } from "../sources/source-error";

/** What sources take of this process. */
export interface SourceParts extends FocusFileReading {
  /** Hears what each file of a folder of FOCUS was. */
  readonly onFile: Parameters<typeof focusFiles>[0]["onFile"];
}

/** A source of the catalogue, whatever the types of its configuration and cursor. */
export interface CatalogSource {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** From it come validation, JSON Schema, the form and the docs. */
  readonly config: ZodType<unknown, ZodTypeDef, unknown>;
  /** Default number of minutes between two looks. */
  readonly everyMinutes: number;
  /** `id`: of the connection that is kept; empty of one that is not. Throws SourceError `config` with everything that is wrong. */
  readonly connect: (configuration: unknown, id: string) => Connection;
}

/** Every source that a connection can name. A new source is one line here. */
export function sourceCatalog(parts: SourceParts): readonly CatalogSource[] {
  return [
    listed(awsCur(parts)),
    listed(awsDataExports(parts)),
    listed(azureCostDetails(parts), daily),
    listed(azureEa, daily),
    listed(azureExports(parts)),
    listed(focusFiles(parts)),
    listed(gcpBilling(parts)),
    listed(httpTemplate(parts), daily),
  ];
}

/** The catalogue for those who describe or validate, and read nothing. */
export function describedSources(): readonly CatalogSource[] {
  return sourceCatalog({ parquet: noEngine, sha256: unused, onFile: unused });
}

/**
 * The source of a connection.
 * @throws SourceError `config` there is none of this id
 */
export function findSource(catalog: readonly CatalogSource[], id: string): CatalogSource {
  const found = catalog.find((source) => source.id === id);
  if (found !== undefined) return found;
  const ids = catalog.map((source) => source.id).join(", ");
  throw new SourceError("config", `source ${JSON.stringify(id.slice(0, 64))} is none of ${ids}`);
}

/** Of a source whose deliveries have no version, so that every look reads all of them, or whose server makes a report for each. */
const daily = 1440;

function listed<Config, Cursor>(source: Source<Config, Cursor>, everyMinutes: number = lookEvery.usual): CatalogSource {
  const { id, title, version, config } = source.spec;
  return {
    id,
    title,
    version,
    config,
    everyMinutes,
    connect: (configuration, connectionId) => connect(source, configuration, connectionId),
  };
}

function unused(): never {
  throw new Error("A catalogue that only describes reads nothing");
}

const noEngine = {
  select: unused,
  run: unused,
  insert: unused,
  insertFrom: unused,
  stream: unused,
  isRefusal: unused,
  randomId: unused,
};
