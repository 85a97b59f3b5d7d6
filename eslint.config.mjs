import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** What each folder of app/ may import of the others. Imports point one way, and docs show this table as a picture. */
const mayImport = {
  domain: [],
  sources: ["domain"],
  runtime: ["domain", "sources"],
  tables: ["domain"],
  pipeline: ["domain", "sources", "runtime", "tables"],
  views: ["domain", "tables"],
  exports: ["domain", "runtime"],
  ingest: ["domain", "runtime", "tables", "pipeline"],
  apis: ["domain", "runtime", "tables", "pipeline"],
  reports: ["domain", "sources", "runtime", "tables", "pipeline", "apis"],
  workflows: ["domain", "runtime", "tables", "pipeline", "reports"],
  web: ["domain", "runtime", "exports", "ingest", "apis"],
};
const impure = ["node:*", "node:*/**", "@514labs/*", "@514labs/*/**", "undici", "@clickhouse/*"];
/** The folder of one source, from wherever it is imported; domain/azure-ea is none. */
const sourceFolder = "^(?:\\.\\.?/|.*/sources/)(?!http/|json/|objects/|files/|domain/)[\\w-]+/";

/**
 * The rule of imports for some files of a folder, all of it: of two rules for one file eslint takes the last.
 * @param {string[]} files
 * @param {keyof typeof mayImport} folder
 * @param {({ group: string[], message: string } | { regex: string, message: string })[]} more
 * @returns {import("eslint").Linter.Config}
 */
const imports = (files, folder, ...more) => {
  const own = mayImport[folder];
  const forbidden = Object.keys(mayImport).filter((other) => other !== folder && !own.some((allowed) => allowed === other));
  const message = own.length === 0 ? `${folder}/ imports no other folder.` : `${folder}/ imports ${own.join(", ")} and no other folder.`;
  const patterns = [{ group: forbidden.map((other) => `**/${other}/**`), message }, ...more];
  return { files, rules: { "no-restricted-imports": ["error", { patterns }] } };
};

const onlyByRequest = {
  group: ["**/runtime/clickhouse/**", "@clickhouse/*"],
  message: "A question reaches ClickHouse through its request's rows(), which sees the caller's billing accounts only.",
};
/**
 * What each folder of dashboard/src may import of the others: `app` is its frame, and `routes` are the pages.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const dashboardMayImport = {
  money: [],
  dates: [],
  api: [],
  i18n: ["money", "dates"],
  components: ["api", "app", "i18n", "money"],
  charts: ["api", "components", "i18n", "money"],
  app: ["api", "components", "dates", "i18n", "money", "routes"],
  routes: ["api", "app", "charts", "components", "dates", "i18n", "money"],
};
const lossy =
  "A number of a double loses digits of money. Lengths of a chart are made in charts/geometry.ts; add and compare by money/amount.ts.";
/** @type {import("eslint").Linter.Config[]} */
const dashboardFolders = Object.entries(dashboardMayImport).map(([folder, may]) => ({
  files: [`dashboard/src/${folder}/**`],
  ignores: ["dashboard/src/charts/geometry.ts"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          folder === "routes"
            ? { regex: "^\\.\\./[^.]", message: "A page knows no other page: what two of them need is in components/, charts/ or app/." }
            : {
                regex: `^(?:\\.\\./){1,2}(?:${Object.keys(dashboardMayImport)
                  .filter((other) => other !== folder && !may.includes(other))
                  .join("|")})/`,
                message: `dashboard/src/${folder} imports ${may.join(", ")} and no other folder.`,
              },
          {
            regex: "^(?:\\.\\./){3,}(?:app(?!/domain/text/spreadsheet-cell$)|simulator|test)/",
            message:
              "The dashboard knows nothing but the answers of the APIs. How a cell of a CSV file is made safe is all that both write.",
          },
        ],
      },
    ],
    "no-restricted-globals": ["error", { name: "parseFloat", message: lossy }],
    "no-restricted-syntax": [
      "error",
      { selector: "UnaryExpression[operator='+']", message: lossy },
      { selector: "CallExpression[callee.name='Number']", message: lossy },
      { selector: "MemberExpression[object.name='Number'][property.name='parseFloat']", message: lossy },
    ],
  },
}));

const environment = { object: "process", property: "env", message: "Only runtime/ reads the environment." };

export default defineConfig(
  { ignores: ["node_modules/", ".moose/", ".embedded/", "dist/", "coverage/", "app/web/dashboard-build*/", "dashboard/src/api/schema.ts"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.tools.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  {
    files: ["dashboard/**"],
    languageOptions: { parserOptions: { project: "./dashboard/tsconfig.json", tsconfigRootDir: import.meta.dirname } },
  },
  ...dashboardFolders,
  imports(["app/domain/**"], "domain", { group: impure, message: "domain/ is pure: no node:*, no Moose, no network, no environment." }),
  imports(["app/sources/*.ts", "app/sources/{http,json,objects,files}/**"], "sources", {
    regex: sourceFolder,
    message: "What all sources share knows none of them.",
  }),
  imports(["app/sources/!(http|json|objects|files)/**"], "sources", { regex: sourceFolder, message: "A source knows no other source." }),
  imports(["app/runtime/**"], "runtime", {
    regex: "/sources/(?!http/)[\\w-]+/",
    message: "runtime/ knows no source, only what all of them share.",
  }),
  imports(["app/tables/**"], "tables"),
  imports(["app/pipeline/**"], "pipeline"),
  imports(["app/views/**"], "views"),
  imports(["app/exports/**"], "exports"),
  imports(["app/ingest/**"], "ingest"),
  imports(["app/reports/**"], "reports"),
  imports(["app/workflows/**"], "workflows"),
  imports(["app/apis/**"], "apis", onlyByRequest),
  imports(["app/web/**"], "web", onlyByRequest),
  imports(["app/apis/serving/**"], "apis"),
  {
    files: ["app/apis/**", "app/web/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='rows'] > :matches(TemplateLiteral, BinaryExpression)",
          message: "A statement is SqlText, and values in it are Bound: text that is put together can be injected into.",
        },
        {
          selector: "MemberExpression[property.name='rows'][object.property.name='database']",
          message: "request.database is for functions of pipeline/: a question of an API is SqlText, for the request's own rows().",
        },
        { selector: "MemberExpression[object.name='sql']", message: "Moose's sql takes objects of the right shape for SQL: use SqlText." },
      ],
    },
  },
  {
    files: ["app/**"],
    ignores: ["app/runtime/**"],
    rules: { "no-restricted-properties": ["error", environment] },
  },
  {
    files: ["app/domain/**"],
    rules: {
      "no-restricted-globals": ["error", "process", "fetch", "setTimeout", "setInterval", "performance", "crypto"],
      "no-restricted-properties": [
        "error",
        environment,
        { object: "Date", property: "now", message: "domain/ has no clock: take the time as an argument." },
        { object: "Math", property: "random", message: "domain/ has no chance: take randomness as an argument." },
      ],
    },
  },
);
