import type { ChargeKind, ProductLine } from "./product-line";

/**
 * The price list of the simulated enrollment: one line for each shape of row that real bills have, with AKS nodes, classic and block meters,
 * reservations, refunds, support and marketplace among them. Ordered so that a small bill already has every kind.
 * Columns: kind, product, category, sub-category, meter, unit, service, resource type, size, image, rate, quantity of a day.
 */
const priceList = `
usage | Virtual Machines Dv3 Series - D4 v3/D4s v3 - CN North 3 | Virtual Machines | Dv3/DSv3 Series | D4 v3/D4s v3 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachines | Standard_D4s_v3 | Canonical | 1.5912 | 24
aks | Virtual Machines Ddsv5 Series - D8ds v5 - CN North 3 | Virtual Machines | Ddsv5 Series | D8ds v5 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachineScaleSets | Standard_D8ds_v5 |  | 4.0123456789012345 | 24
usage | Standard HDD Managed Disks - S10 LRS - CN North 3 | Storage | Standard HDD Managed Disks | S10 LRS Disk | 1/Month | Microsoft.Compute | Microsoft.Compute/disks |  |  | 39.81 | 0.033336
usage | General Block Blob v2 - Hot LRS Write Operations - CN East 2 | Storage | General Block Blob v2 | Hot LRS Write Operations | 10K | microsoft.storage | Microsoft.Storage/storageAccounts |  |  | 0.325 | 0.2453
usage | Bandwidth - Standard Data Transfer Out | Bandwidth | Rtn Preference: MGN | Standard Data Transfer Out | 1 GB | Microsoft.Network | Microsoft.Network/publicIPAddresses |  |  | 0.67 | 0.00001432835001
reserved | Virtual Machines Esv5 Series - E8s v5 - CN North 3 | Virtual Machines | Esv5 Series | E8s v5 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachines | Standard_E8s_v5 | Canonical | 0 | 24
usage | SQL Data Warehouse - 100 DWUs - CN East 2 | SQL Data Warehouse | Compute Optimized Gen2 | 100 DWUs | 1 Hour | Microsoft.Sql | Microsoft.Sql/servers/databases |  |  | 9.6042 | 240
usage | Virtual Machines Dv3 Series Windows - D2 v3/D2s v3 - CN East 2 | Virtual Machines | Dv3/DSv3 Series Windows | D2 v3/D2s v3 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachines | Standard_D2s_v3 | Windows Server BYOL | 1.62 | 24
support | Azure Support - Standard | Azure Support |  | Standard Support | 1/Month |  |  |  |  | 199.05 | 1
reservation-purchase | Reserved VM Instance, Standard_E8s_v5, CN North 3, 3 Years | Virtual Machines | Esv5 Series | E8s v5 | 1 Hour |  |  | Standard_E8s_v5 |  | 1234.567890123456789 | 12
refund | Reserved VM Instance, Standard_D4s_v3, CN East 2, 1 Year | Virtual Machines | Dv3/DSv3 Series | D4 v3/D4s v3 | 1 Hour |  |  | Standard_D4s_v3 |  | -432.1987654321 | 3
marketplace | Kubernetes Security Platform - 标准版 | SaaS | 安全 | Nodes | 小时 | Microsoft.SaaS |  |  |  | 0.88 | 72
usage | Premium SSD Managed Disks - P20 LRS - CN North 3 | Storage | Premium SSD Managed Disks | P20 LRS Disk | 1/Month | Microsoft.Compute | Microsoft.Compute/disks |  |  | 497.13 | 0.033336
usage | Azure Database for MySQL Flexible Server - General Purpose | Azure Database for MySQL | Flexible Server General Purpose | vCore | 1 Hour | Microsoft.DBforMySQL | Microsoft.DBforMySQL/flexibleServers |  |  | 0.7777777777777778 | 96
usage | Load Balancer - Standard - Data Processed | Load Balancer | Standard | Data Processed | 1 GB | Microsoft.Network | Microsoft.Network/loadBalancers |  |  | 0.0515 | 3.141592653589793238
usage | Key Vault - Operations - CN North 3 | Key Vault |  | Operations | 10K | Microsoft.KeyVault | Microsoft.KeyVault/vaults |  |  | 0.2 | 0.0004
aks | Virtual Machines Fsv2 Series - F16s v2 - CN East 2 | Virtual Machines | FSv2 Series | F16s v2 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachineScaleSets | Standard_F16s_v2 |  | 5.1044 | 24
usage | Log Analytics - Pay-as-you-go Data Ingestion | Log Analytics |  | Pay-as-you-go Data Ingestion | 1 GB | microsoft.operationalinsights | Microsoft.OperationalInsights/workspaces |  |  | 23.4 | 17.00900912
usage | Redis Cache - Premium P1 - CN North 3 | Redis Cache | Premium | P1 Cache Instance | 1 Hour | Microsoft.Cache | Microsoft.Cache/Redis |  |  | 3.528 | 24
usage | IP Addresses - Standard IPv4 Static Public IP | Virtual Network | IP Addresses | Standard IPv4 Static Public IP | 100 Hours | Microsoft.Network | Microsoft.Network/publicIPAddresses |  |  | 3.18 | 0.24
usage | Standard Page Blob - Disk Write Operations | Storage | Standard Page Blob | Disk Write Operations | 10,000 | microsoft.storage | Microsoft.Storage/storageAccounts |  |  | 0.003 | 0.0032
`;

/** The price list, parsed. */
export const productLines: readonly ProductLine[] = priceList.trim().split("\n").map(toLine);

function toLine(text: string): ProductLine {
  const cells = text.split("|").map((cell) => cell.trim());
  const [kind = "", product = "", category = "", subCategory = "", meter = "", unit = "", service = ""] = cells;
  const [resourceType = "", size = "", image = "", rate = "", quantity = ""] = cells.slice(7);
  if (!isKind(kind) || quantity === "") throw new TypeError(`invalid line in the price list: ${text}`);
  return { kind, product, category, subCategory, meter, unit, service, resourceType, size, image, rate, quantity, modern: null };
}

function isKind(text: string): text is ChargeKind {
  return /^(?:usage|aks|reserved|reservation-purchase|refund|support|marketplace)$/.test(text);
}
