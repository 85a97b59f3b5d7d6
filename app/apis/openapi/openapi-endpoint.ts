import type { Role } from "../../domain/access/caller";
import type { JsonSchema } from "../serving/body-json-schema";
import type { FurtherAnswer } from "../serving/serve-exchange";

/** typia's: a schema and the components that it refers to. */
export interface SchemaCollection {
  readonly components: { readonly schemas?: Readonly<Record<string, unknown>> | undefined };
  readonly schemas: readonly unknown[];
}

/** Something that can be asked, as the document tells of it. */
export type OpenapiEndpoint =
  | {
      readonly kind: "api";
      readonly name: string;
      readonly role: Role;
      readonly everyAccount: boolean;
      readonly description: string;
      readonly parameters: SchemaCollection;
      readonly answer: SchemaCollection;
    }
  | {
      readonly kind: "web";
      readonly name: string;
      readonly role: Role;
      readonly everyAccount: boolean;
      readonly description: string;
      readonly path: string;
      readonly method: "GET" | "POST";
      readonly contentTypes: readonly string[];
      /** Of the query of a GET; null: it has none that a schema tells of. */
      readonly query: JsonSchema | null;
      /** Null: any object. */
      readonly body: JsonSchema | null;
      readonly example: unknown;
      /** `envelope`: what every question is answered with; `any`: something of its own. */
      readonly answer: "envelope" | "any";
      readonly further: Readonly<Record<number, FurtherAnswer>>;
      /** Its rows can be had as a file. */
      readonly files: boolean;
    }
  | {
      readonly kind: "ingest";
      readonly name: string;
      readonly record: SchemaCollection;
      /** Fields that the table fills when they are not posted. */
      readonly defaulted: readonly string[];
    };
