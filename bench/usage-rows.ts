/** What the bill of a large enrollment looks like: resources that come back each day with the same names and tags but their own amounts. */
export interface BenchRow {
  readonly [column: string]: string;
}

/** A small seeded generator (mulberry32), so that two runs measure the same rows. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const meters = [
  [
    "Virtual Machines",
    "Dv3/DSv3 Series",
    "D4 v3/D4s v3",
    "Virtual Machines Dv3/DSv3 Series - D4 v3/D4s v3 - CN North 3",
    "1 Hour",
    "Microsoft.Compute",
  ],
  [
    "Virtual Machines",
    "Ev3/ESv3 Series Windows",
    "E4 v3/E4s v3",
    "Virtual Machines Ev3/ESv3 Series Windows - E4 v3/E4s v3",
    "1 Hour",
    "Microsoft.Compute",
  ],
  [
    "Storage",
    "Premium SSD Managed Disks",
    "P10 LRS Disk",
    "Premium SSD Managed Disks - P10 LRS - CN North 3",
    "1/Month",
    "Microsoft.Storage",
  ],
  ["Bandwidth", "", "Standard Data Transfer Out", "Bandwidth - Data Transfer Out - CN North 3", "1 GB", "Microsoft.Network"],
  ["Azure SQL Data Warehouse", "Compute Optimized Gen2", "100 DWUs", "Azure SQL Data Warehouse Gen2 - 100 DWUs", "1 Hour", "Microsoft.Sql"],
] as const;

/** `count` rows, day by day over `resources` resources of two meters each; numbers are digits as text, as a lossless JSON reader gives them. */
export function usageRows(count: number, resources: number, seed = 1): BenchRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const resource = Math.floor(index / 2) % resources;
    const day = (Math.floor(index / (2 * resources)) % 31) + 1;
    const meterIndex = (resource + (index % 2)) % meters.length;
    const [category, subCategory, meter, product, unit, service] = meters[meterIndex] ?? meters[0];
    const quantity = (random() * 24).toFixed(6);
    const rate = (0.01 + random()).toFixed(4);
    const guid = `11111111-12ab-34dc-56ef-${String(resource % 40).padStart(12, "0")}`;
    const group = `rg-app${resource % 900}-prod-cn3`;
    const isNode = resource % 7 === 0;
    const name = isNode
      ? `virtualMachineScaleSets/aks-pool${resource % 9}-${resource}-vmss`
      : `virtualMachines/vm-app${resource % 900}-${resource}`;
    return {
      accountOwnerId: "owner@contoso.partner.onmschina.cn",
      accountName: "Contoso China",
      serviceAdministratorId: "",
      subscriptionId: String(700000 + (resource % 40)),
      subscriptionGuid: guid,
      subscriptionName: `Contoso Production ${resource % 40}`,
      date: `2024-01-${String(day).padStart(2, "0")}T00:00:00`,
      day: String(day),
      month: "1",
      year: "2024",
      product,
      meterId: `5fb02b75-1418-4fd0-8c07-${String(meterIndex).padStart(12, "0")}`,
      meterCategory: category,
      meterSubCategory: subCategory,
      meterRegion: "CN North 3",
      meterName: meter,
      consumedQuantity: random() < 0.03 ? "9.6E-06" : quantity,
      resourceRate: rate,
      extendedCost: random() < 0.03 ? "4.838709677419368E-07" : String(Number(quantity) * Number(rate)),
      resourceLocation: "cnnorth3",
      consumedService: service,
      instanceId: `/subscriptions/${guid}/resourceGroups/${group}/providers/Microsoft.Compute/${name}`,
      serviceInfo1: "",
      serviceInfo2: "",
      additionalInfo: isNode
        ? `{"UsageType":"ComputeHR","ImageType":"Canonical","ServiceType":"Standard_D4s_v3","VMName":"aks-pool${resource % 9}-${resource}-vmss_0","VCPUs":4}`
        : '{"UsageType":"ComputeHR","ImageType":"Windows Server BYOL","ServiceType":"Standard_D4s_v3","VMName":null,"VCPUs":4}',
      tags: `{"app":"App ${resource % 900}","env":"prod","PPM_Billing_Item":"B${resource % 200}","ppm_billing_owner":"P${resource % 50}","ppm_io_cc":"IO${resource % 50}"}`,
      storeServiceIdentifier: "",
      departmentName: "Department 1",
      costCenter: `CC${resource % 30}`,
      unitOfMeasure: unit,
      resourceGroup: group,
    };
  });
}
