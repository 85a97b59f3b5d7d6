/** What a charge costs, each as docs/figures.md says that it was measured: `said` is in that page, word for word. */
export const measured = {
  cpuMicroseconds: { value: 42, said: "42 µs of CPU a row" },
  storedBytes: { value: 230, said: "230 bytes on disk" },
  recordBytes: { value: 645, said: "645 bytes of JSON" },
  blockBytes: { value: 23, said: "23 in a block" },
  postedPerSecond: { value: 18_700, said: "18,700 to 25,100 rows/s" },
  readPerSecond: { value: 11_700, said: "4,000,000 rows: 11,700 rows/s, 468 MB" },
  readingMegabytes: { value: 468, said: "4,000,000 rows: 11,700 rows/s, 468 MB" },
} as const;

/** What the table takes for granted, which it says above it. */
const assumed = {
  months: 36,
  /** AZURE_EA_KEEP_SNAPSHOTS. */
  snapshots: 3,
  clickhouseReplicas: 2,
  kafkaReplicas: 3,
  /** `retention_ms`. */
  kafkaDays: 7,
  nightHours: 6,
  busy: 0.5,
  /** Each night the month before and on average half of the current one. */
  monthsRead: 1.5,
} as const;

/** A row of the table: what so many charges a month need. */
export interface Size {
  readonly charges: number;
  readonly storedGigabytes: number;
  readonly cpuHoursOfNight: number;
  readonly coresOfNight: number;
  readonly readingsAtOnce: number;
  readonly readingGigabytes: number;
  readonly kafkaGigabytes: number;
  readonly coresOfPosts: number;
}

/** Everything follows from `measured` and `assumed`. Cores and readings are rounded up. */
export function sizeOf(charges: number): Size {
  const { cpuMicroseconds, storedBytes, recordBytes, blockBytes, postedPerSecond, readPerSecond, readingMegabytes } = measured;
  const { months, snapshots, clickhouseReplicas, kafkaReplicas, kafkaDays, nightHours, busy, monthsRead } = assumed;
  const read = charges * monthsRead;
  const nightSeconds = nightHours * 3600;
  const cpuSeconds = (read * cpuMicroseconds.value) / 1e6;
  const readingsAtOnce = Math.ceil(read / (readPerSecond.value * nightSeconds));
  const perDay = charges / 30;
  return {
    charges,
    storedGigabytes: (charges * months * snapshots * storedBytes.value * clickhouseReplicas) / 1e9,
    cpuHoursOfNight: cpuSeconds / 3600,
    coresOfNight: Math.ceil(cpuSeconds / nightSeconds / busy),
    readingsAtOnce,
    readingGigabytes: (readingsAtOnce * readingMegabytes.value) / 1000,
    kafkaGigabytes: (perDay * kafkaDays * (recordBytes.value + blockBytes.value) * kafkaReplicas) / 1e9,
    coresOfPosts: Math.ceil(perDay / 86_400 / (postedPerSecond.value / 2) / busy),
  };
}

/** The table of docs/operate.md, which a test compares with the page. */
export function sizingTable(): string {
  const sizes = [1e6, 1e8, 1e10].map(sizeOf);
  const rows: readonly (readonly [string, (size: Size) => string])[] = [
    ["ClickHouse's disks, both replicas", (size) => bytes(size.storedGigabytes)],
    ["CPU to read the open months, each night", (size) => `${round(size.cpuHoursOfNight)} h`],
    ["cores for that in six hours", (size) => String(size.coresOfNight)],
    ["readings side by side, at least", (size) => String(size.readingsAtOnce)],
    ["memory of the readings", (size) => bytes(size.readingGigabytes)],
    ["Kafka's disks, if all is posted", (size) => bytes(size.kafkaGigabytes)],
    ["cores to store posts, evenly over the month", (size) => String(size.coresOfPosts)],
  ];
  const head = ["charges a month", ...sizes.map(({ charges }) => charges.toLocaleString("en-US"))];
  return [
    `| ${head.join(" | ")} |`,
    `|${head.map(() => "---").join("|")}|`,
    ...rows.map(([name, of]) => `| ${[name, ...sizes.map(of)].join(" | ")} |`),
  ].join("\n");
}

/** Two digits that count. */
function round(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString("en-US", { maximumFractionDigits: 3 });
}

function bytes(gigabytes: number): string {
  return gigabytes >= 1000 ? `${round(gigabytes / 1000)} TB` : `${round(gigabytes)} GB`;
}
