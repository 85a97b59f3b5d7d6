import type { ZodType, ZodTypeDef } from "zod";
import { lookEvery } from "../domain/connection/connection-life";
import { awsCur } from "../sources/aws-cur/aws-cur";
import { awsDataExports } from "../sources/aws-data-exports/aws-data-exports";
import { azureCostDetails } from "../sources/azure-cost-details/azure-cost-details";
import { azureEmissions } from "../sources/azure-emissions/azure-emissions";
import { azureEa } from "../sources/azure-ea/azure-ea";
import { azureExports } from "../sources/azure-exports/azure-exports";
import { azurePriceSheet } from "../sources/azure-price-sheet/azure-price-sheet";
import { azureReservations } from "../sources/azure-reservations/azure-reservations";
import { businessMetricFiles } from "../sources/business-metric-files/business-metric-files";
import { type Connection, connect } from "../sources/connection";
import { focusFiles } from "../sources/focus-files/focus-files";
import { gcpBilling } from "../sources/gcp-billing/gcp-billing";
import { httpTemplate } from "../sources/http-template/http-template";
import type { Source } from "../sources/source";
import { SourceError } from "../sources/source-error";
import { packageSources, type SourceParts } from "./source-packages";

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

/**
 * Every source that a connection can name: those here, of which a new one is one line, and those of `packages`, which the settings name.
 * @throws SourceError `config` a package cannot be used, or has a source whose id is taken
 */
export function sourceCatalog(parts: SourceParts, packages: readonly string[] = []): readonly CatalogSource[] {
  const found = [...builtIn(parts), ...packageSources(packages, parts).map((source) => listed(source))];
  const taken = found.find(({ id }, index) => found.findIndex((other) => other.id === id) !== index);
  if (taken !== undefined)
    throw new SourceError("config", `AZURE_BILLING_SOURCE_PACKAGES has another source of the id ${taken.id}: leave one of them out`);
  return found;
}

function builtIn(parts: SourceParts): readonly CatalogSource[] {
  return [
    listed(awsCur(parts)),
    listed(awsDataExports(parts)),
    listed(azureCostDetails(parts), daily),
    listed(azureEa, daily),
    listed(azureEmissions),
    listed(azureExports(parts)),
    listed(azurePriceSheet(parts), daily),
    listed(azureReservations, daily),
    listed(businessMetricFiles(parts)),
    listed(focusFiles(parts)),
    listed(gcpBilling(parts), daily),
    listed(httpTemplate(parts), daily),
  ];
}

/** The catalogue for those who describe or validate, and read nothing. */
export function describedSources(packages: readonly string[] = []): readonly CatalogSource[] {
  return sourceCatalog({ parquet: noEngine, sha256: unused, onFile: unused }, packages);
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

/** Of a source whose deliveries have no version, so that every look reads all of them, or whose server makes a report for each, or bills each look. */
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
