import { describe, expect, it } from "vitest";
import { configurationSchema } from "../../../app/apis/serving/configuration-schema";
import { describedSources } from "../../../app/pipeline/source-catalog";
import { draftOf, sealedValues, UnreadableField, valueOf } from "../../../dashboard/src/routes/sources/form-draft";
import { type FormField, formFieldOf } from "../../../dashboard/src/routes/sources/form-field";

const forms = new Map(describedSources().map(({ id, config }) => [id, formFieldOf(configurationSchema(config))]));

function formOf(id: string): FormField {
  const form = forms.get(id);
  if (form === undefined) throw new RangeError(id);
  return form;
}

/** Paths that are asked for as JSON. */
function jsonPaths(field: FormField, path = ""): readonly string[] {
  const below = (name: string): string => (path === "" ? name : `${path}.${name}`);
  switch (field.kind) {
    case "group":
      return field.members.flatMap((member) => jsonPaths(member.field, below(member.name)));
    case "choice":
      return field.options.flatMap(({ group }) => jsonPaths(group, path));
    case "json":
      return [path];
    case "secret":
    case "constant":
    case "one-of":
    case "flag":
    case "number":
    case "text":
    case "lines":
      return [];
  }
}

const s3 = {
  kind: "s3",
  bucket: "bills",
  region: "eu-west-1",
  credentials: { accessKeyId: { env: "ABI_SECRET_ID" }, secretAccessKey: { env: "ABI_SECRET_KEY" } },
};
const blob = {
  kind: "azure-blob",
  container: "https://myaccount.blob.core.windows.net/exports",
  credentials: { kind: "sas", sas: { env: "ABI_SECRET_SAS" } },
};
const configurations: readonly (readonly [string, object])[] = [
  ["azure-exports", { storage: { kind: "folder", path: "/srv/exports" }, dataset: "ActualCost", currency: "EUR" }],
  ["aws-cur", { storage: s3, prefix: "cur/", reportName: "daily" }],
  ["azure-exports", { storage: blob, dataset: "FocusCost" }],
  ["focus-files", { paths: ["a.csv", "b.csv"], layout: { kind: "one" }, settleSeconds: 0.5 }],
  [
    "azure-ea",
    {
      enrollment: "100100",
      baseUrl: "https://ea.azure.cn",
      form: "china",
      currency: "CNY",
      key: { env: "ABI_SECRET_EA" },
      requestsPerMinute: 30,
      compress: false,
    },
  ],
];

describe("the form of a source", () => {
  it("is made of its schema: only maps of any names are asked for as JSON", () => {
    expect([...forms].flatMap(([id, form]) => jsonPaths(form).map((path) => `${id} ${path}`))).toEqual([
      "http-template target.columns",
      "http-template query",
      "http-template headers",
    ]);
  });

  it.each(configurations)("of %s says again what it was filled with: %j", (id, config) => {
    const form = formOf(id);
    expect(valueOf(form, draftOf(form, config), "")).toEqual(config);
  });

  it("says nothing of what is left empty, so that the API answers what is missing", () => {
    expect(valueOf(formOf("azure-exports"), new Map([["storage", "s3"]]), "")).toEqual({ storage: { kind: "s3" } });
  });

  it("has the value of a secret beside the configuration, never in it", () => {
    const draft = new Map([
      ["key.env", "ABI_SECRET_EA"],
      ["key.env=", "the key"],
    ]);
    expect(valueOf(formOf("azure-ea"), draft, "")).toEqual({ key: { env: "ABI_SECRET_EA" } });
    expect(sealedValues(draft)).toEqual({ ABI_SECRET_EA: "the key" });
  });

  it("names the field whose JSON cannot be read", () => {
    const draft = new Map([["headers", "{"]]);
    expect(() => valueOf(formOf("http-template"), draft, "")).toThrow(UnreadableField);
    expect(() => valueOf(formOf("http-template"), draft, "")).toThrow(expect.objectContaining({ path: "headers" }));
  });
});
