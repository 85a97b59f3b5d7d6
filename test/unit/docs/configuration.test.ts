import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { settingSections } from "../../../app/runtime/config/effective-settings";
import { namesBesideSettings } from "../../../app/runtime/config/setting-faults";

const root = join(__dirname, "../../..");
const schemaType = z.instanceof(z.ZodType);

function defaultOf(schema: z.ZodTypeAny): string {
  if (!(schema instanceof z.ZodDefault)) return "";
  const value: unknown = schema.parse(undefined);
  return `\`${String(value)}\``;
}

function allowedOf(schema: z.ZodTypeAny): string {
  if (schema instanceof z.ZodDefault) return allowedOf(schemaType.parse(schema.removeDefault()));
  if (schema instanceof z.ZodOptional) return allowedOf(schemaType.parse(schema.unwrap()));
  if (schema instanceof z.ZodEnum)
    return z
      .array(z.string())
      .parse(schema.options)
      .map((option) => `\`${option}\``)
      .join(", ");
  if (schema instanceof z.ZodNumber) return `${String(schema.minValue)} to ${String(schema.maxValue)}`;
  return "";
}

function page(): string {
  const tables = settingSections.map(({ title, shapes }) => {
    const rows = shapes.flatMap((shape) =>
      Object.entries<z.ZodTypeAny>(shape).map(
        ([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${allowedOf(schema)} | ${schema.description ?? ""} |`,
      ),
    );
    return [`## ${title}`, "", "| Variable | Default | Allowed | Meaning |", "|---|---|---|---|", ...rows, ""].join("\n");
  });
  return `${introduction}\n${tables.join("\n")}`;
}

const introduction = `# Configuration

Settings are environment variables. Every command, \`npm start\` too, reads them from \`.env.local\` in the project's folder; what the environment says wins. Git ignores \`.env.local\`. \`npm start\` also reads \`.env.prod\` and \`.env\`, which git keeps: write no secret there. Put a value with \`#\`, \`$\`, quotes or blanks between single quotes: without them, what follows \`#\` is a comment. These files are UTF-8, with lines \`NAME=value\`; another line, an open quote or another encoding is an error that names the line and not its text.

\`npm start\`, \`npm run dev\` and \`npm run extract\` check all settings first, and list at once what is wrong, by variable; no value that may be secret is printed. A variable that begins with \`AZURE_EA_\` or \`AZURE_BILLING_\` and is no setting is named in a line that begins with \`note\`, and stops nothing. Ports and addresses of services are settings of Moose: [stacks and ports](stacks.md#ports), [moose.config.toml](../moose.config.toml). Secrets of connections are variables whose names begin with \`ABI_SECRET_\`: [a connection's life](sources.md#a-connections-life).

This page is generated from the schemas in \`app/runtime/config\`: \`npx vitest run --project unit test/unit/docs -u\` writes it.
`;

it("docs/configuration.md says what the schemas of the settings say", async () => {
  await expect(page()).toMatchFileSnapshot(join(root, "docs/configuration.md"));
});

it("docs/configuration.md has every setting that the project's code reads, each with its meaning", () => {
  const files = ["app", "scripts", "embedded"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|mjs)$/.test(file))
      .map((file) => join(root, folder, file)),
  );
  const read = new Set(
    files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bAZURE_(?:EA|BILLING)_[A-Z_]*[A-Z]\b/g)].map(([name]) => name)),
  );
  expect(read.size).toBeGreaterThan(15);
  const described = new Map(
    settingSections
      .flatMap(({ shapes }) => shapes.flatMap((shape) => Object.entries<z.ZodTypeAny>(shape)))
      .map(([name, { description }]) => [name, description]),
  );
  expect([...read].filter((name) => !namesBesideSettings.has(name) && (described.get(name)?.length ?? 0) < 5)).toEqual([]);
});
