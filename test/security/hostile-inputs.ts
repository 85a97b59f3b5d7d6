/** In every hostile text, so that a statement which took one in can be told. */
export const needle = "zq7x";

const openers = [
  "",
  "'",
  "''",
  "\\'",
  '"',
  "`",
  "')",
  "'))",
  "\\",
  "%27",
  "\u2019",
  "{p0:String}",
  "*/",
  "\u0000'",
  "\n'",
  "acct-A-100'",
  "CNY' ",
];
const payloads = [
  "OR 1=1",
  "OR billing_account_id = 'acct-B-200'",
  "UNION ALL SELECT * FROM system.users",
  "UNION ALL SELECT billing_account_id, charge_id, account_owner_id FROM AzureBillingDetail",
  "; DROP TABLE AzureBillingDetail",
  "; INSERT INTO ApplicationTag (id) VALUES (99)",
  "AND sleepEachRow(3)",
  "AND throwIf(1)",
  "AND (SELECT count() FROM url('http://127.0.0.1:1/', 'CSV', 'a String')) > 0",
  "AND (SELECT count() FROM file('/etc/passwd', 'LineAsString')) > 0",
  "AND (SELECT count() FROM remote('127.0.0.1', system.one)) > 0",
  "SETTINGS readonly = 0",
  "SETTINGS additional_table_filters = {}",
  "INTO OUTFILE '/tmp/zq7x'",
  "FORMAT Values",
  "OR getSetting('additional_table_filters') != ''",
  "OR 1 IN (SELECT value FROM system.settings)",
  "{accounts:Array(String)}",
  "\\x27 OR 1=1",
  "${1+1}",
] as const;
const closers = ["", " --", " -- -", " /*", " #", ";", "\n", "\t", "\\", "'", "')", "\u0000", " {", "}}"] as const;

/** 300 texts that are SQL where a value was expected: every opener and payload, with closers in turn. The same ones on each run. */
export const hostileTexts: readonly string[] = Array.from({ length: 300 }, (_, index) => {
  const opener = openers[index % openers.length] ?? "";
  const payload = payloads[Math.floor(index / openers.length) % payloads.length] ?? "";
  const closer = closers[index % closers.length] ?? "";
  return `${opener} ${payload} ${needle}${index}${closer}`;
});

/** What Moose's `sql` tag takes for SQL when it comes as a value, and other things that are not text. */
export const hostileValues: readonly unknown[] = [
  [`String} OR 1=1 -- ${needle}`, "x"],
  ["Identifier", `system.users ${needle}`],
  { strings: [`1 OR 1=1 ${needle}`], values: [] },
  { strings: ["", ""], values: [{ strings: [needle], values: [] }] },
  { name: `x\` OR 1=1 -- ${needle}`, annotations: [] },
  { name: needle, annotations: [["aggregationFunction", { functionName: needle }]] },
  { kind: "View", name: `system.users ${needle}` },
  { kind: "OlapTable", name: `system.users ${needle}` },
  { type: "String", value: needle },
  { toString: needle, valueOf: needle },
  { toJSON: needle },
  { length: 1, 0: needle },
  { $ne: null },
  { constructor: { name: needle } },
  [[needle]],
  [{ needle }],
  [null],
  [],
  {},
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_993,
  "",
  " ",
] as const;

/** The same and others as texts for a URL: 30 values in JSON, and 30 spellings of numbers, bytes and names. */
export const hostileShapes: readonly string[] = [
  ...hostileValues.map((value) => JSON.stringify(value)),
  ...[
    "NaN",
    "Infinity",
    "1e400",
    "-1e400",
    "0x10",
    "1_000",
    "1,000",
    "+1",
    "00",
    "1.",
    ".5",
    "-0",
    "1e1",
    "٣",
    "１",
    "99999999999999999999",
  ],
  ...["undefined", "true; x", "__proto__", "constructor", "\ud800", "\ufeff1", "\u202e1", "2026-10\n", "2026-10 ", "../../etc/passwd"],
  ...[needle.repeat(2500), "%", "_%", "\\N", "now()"],
];

/** Ways to say a parameter that query strings have grown: `name` and `value` are encoded already. */
export const hostileSpellings: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `${name}=${value}&${name}=${needle}`,
  (name, value) => `${name}[]=${value}`,
  (name, value) => `${name}[0]=${value}`,
  (name) => `${name}[strings][]=${needle}&${name}[values][]=`,
  (name, value) => `${name}.name=${value}`,
  (name, value) => `${name}=${value}%00`,
  (name, value) => `${name}=${value}%ff`,
  (name, value) => `${name}=${value}%c0%a7`,
  (name, value) => `${name}=${value};${name}=${needle}`,
  (name, value) => `${name}=${value}&__proto__[${name}]=${needle}`,
  (name, value) => `${name}=${value}&constructor=${needle}`,
  (name, value) => `${name.toUpperCase()}X=${value}`,
  (name, value) => `%20${name}=${value}`,
  (name) => name,
];
