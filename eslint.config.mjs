import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const impure = ["node:*", "node:*/**", "@514labs/*", "@514labs/*/**", "undici", "@clickhouse/*"];
/**
 * @param {string[]} files
 * @param {string[]} forbidden
 * @param {string} message
 * @returns {import("eslint").Linter.Config}
 */
const layer = (files, forbidden, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ group: forbidden, message }] }] },
});

const environment = { object: "process", property: "env", message: "Only runtime/ reads the environment." };

export default defineConfig(
  { ignores: ["node_modules/", ".moose/", ".embedded/", "dist/", "coverage/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.tools.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  layer(
    ["app/domain/**"],
    [
      ...impure,
      "**/sources/**",
      "**/runtime/**",
      "**/tables/**",
      "**/ingest/**",
      "**/views/**",
      "**/workflows/**",
      "**/apis/**",
      "**/web/**",
      "**/pipeline/**",
      "**/exports/**",
    ],
    "domain/ is pure: no node:*, no Moose, no network, no environment, no other layer.",
  ),
  layer(
    ["app/sources/**"],
    [
      "**/runtime/**",
      "**/pipeline/**",
      "**/tables/**",
      "**/ingest/**",
      "**/views/**",
      "**/workflows/**",
      "**/apis/**",
      "**/web/**",
      "**/exports/**",
    ],
    "sources/ may import domain/ only: what a source needs of the outside is in its SourceContext.",
  ),
  layer(
    ["app/runtime/**"],
    ["**/pipeline/**", "**/tables/**", "**/ingest/**", "**/views/**", "**/workflows/**", "**/apis/**", "**/web/**", "**/exports/**"],
    "runtime/ stands below pipeline, tables, ingest, views, workflows and apis.",
  ),
  layer(
    ["app/pipeline/**"],
    ["**/ingest/**", "**/views/**", "**/workflows/**", "**/apis/**", "**/web/**", "**/exports/**"],
    "pipeline/ stands below ingest, views, workflows and apis.",
  ),
  layer(
    ["app/tables/**"],
    ["**/pipeline/**", "**/ingest/**", "**/views/**", "**/workflows/**", "**/apis/**", "**/web/**", "**/exports/**"],
    "tables/ stand below ingest, views, workflows and apis.",
  ),
  layer(
    ["app/apis/*.ts", "app/web/**"],
    ["**/runtime/clickhouse/moose-client", "@clickhouse/*"],
    "A question reaches ClickHouse through its request's rows(), which sees the caller's billing accounts only.",
  ),
  {
    files: ["app/apis/**", "app/web/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='rows'] > :matches(TemplateLiteral, BinaryExpression)",
          message: "A statement is SqlText, and values in it are Bound: text that is put together can be injected into.",
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
