import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnvFile } from "../../../embedded/launcher/env-file.js";
import { loadLocalSettings } from "../../../scripts/load-local-settings";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "env-local-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("an env file", () => {
  const read = (content: string | Uint8Array): unknown => {
    const file = join(folder, ".env.read");
    writeFileSync(file, content);
    return readEnvFile(file);
  };

  it.each<[string, string, object]>([
    ["of Windows", "\ufeffA=1\r\nB='2'\r\n", { A: "1", B: "2" }],
    [
      "with comments, empty values, export and a key of several lines",
      '# A: no\nA=\nexport B = 2 # two\nC="x\ny" # key\nD=3\n',
      { A: "", B: "2", C: "x\ny", D: "3" },
    ],
  ])("%s is read whole", (_name, content, settings) => {
    expect(read(content)).toEqual(settings);
  });

  it.each<[string, string | Uint8Array, string]>([
    [
      "with a line that is not a setting",
      "A=1\nKEY: s3cret\nB=2\nmy s3cret\n",
      "cannot be used: line 2 is not of the form NAME=value; line 4 is not of the form NAME=value. Correct",
    ],
    ["with an open quote", 'A="s3cret\nB=2\n', "cannot be used: line 1 opens a quote that is not closed. Correct"],
    [
      "whose open quote ends at another line's",
      'A="s3cret\nB=2\nC="0 2 * * *"\n',
      "cannot be used: line 1 opens a quote that it does not close, and line 3 has text behind the next one. Correct",
    ],
    ["with text behind quotes", "A='s3cret'x\n", "cannot be used: line 1 has text behind the value in quotes. Correct"],
    ["with line ends of old Macs", "A=s3cret\rB=2\r", "its lines end with CR alone"],
    ["in UTF-16", Buffer.from("\ufeffA=s3cret\n", "utf16le"), "is not UTF-8 text: save it as UTF-8"],
  ])("%s is refused with the line and without its text", (_name, content, said) => {
    expect(() => read(content)).toThrow(said);
    expect(() => read(content)).not.toThrow("s3cret");
  });

  it("that is a folder is named", () => {
    expect(() => readEnvFile(folder)).toThrow(`${folder} is not a file`);
  });
});

it("commands read .env.local, the environment wins, and a file that is not there changes nothing", () => {
  const file = join(folder, ".env.local");
  writeFileSync(file, "# mine\nAZURE_EA_ENROLLMENT=1234567\nAZURE_EA_API_KEY='key=with=signs'\nAZURE_EA_BASE_URL=https://ea.azure.cn\n");
  const env = { AZURE_EA_ENROLLMENT: "7" };
  loadLocalSettings(join(folder, "absent"), env);
  expect(env).toEqual({ AZURE_EA_ENROLLMENT: "7" });
  loadLocalSettings(file, env);
  expect(env).toEqual({ AZURE_EA_ENROLLMENT: "7", AZURE_EA_API_KEY: "key=with=signs", AZURE_EA_BASE_URL: "https://ea.azure.cn" });
});
