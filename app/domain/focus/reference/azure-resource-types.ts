import { readTable } from "./read-table";

/** Type, display name in the singular, service. A type that begins with a slash is of the namespace above it. */
const table = `
microsoft.aad/domainservices|Microsoft Entra Domain Services|Microsoft Entra Domain Services
microsoft.analysisservices/servers|Analysis Services server|Azure Analysis Services
microsoft.apicenter/services|API Center|API Center
/service|API Center|API Center
microsoft.apimanagement/service|API Management service|API Management
/gateways|API Management gateway|API Management
microsoft.app/containerapps|Container App|Azure Container Apps
/jobs|Container App Job|Azure Container Apps
/managedenvironments|Container Apps Environment|Azure Container Apps
/sessionpools|Container App Session Pool|Azure Container Apps
microsoft.appconfiguration/configurationstores|App Configuration|App Configuration
microsoft.appplatform/spring|Azure Spring Apps|Azure Spring Apps
microsoft.automation/automationaccounts|Automation account|Azure Automation
microsoft.avs/privateclouds|Azure VMware Solution private cloud|Azure VMware Solution
microsoft.azureactivedirectory/b2cdirectories|B2C tenant|Microsoft Entra External Identities
/ciamdirectories|External ID tenant|Microsoft Entra External Identities
/guestusages|Guest Usage|Microsoft Entra External Identities
microsoft.azurearcdata/postgresinstances|PostgreSQL server - Azure Arc|Azure Arc
/sqlmanagedinstances|SQL managed instance - Azure Arc|Azure Arc
/sqlserverinstances|SQL Server - Azure Arc|Azure Arc
/sqlserverlicenses|SQL Server License|Azure Arc
/sqlserveresulicenses|SQL Server ESU license|Azure Arc
microsoft.azurefleet/fleets|Compute Fleet|Azure Compute Fleet
microsoft.azureplaywrightservice/accounts|Playwright Testing|Playwright Testing
microsoft.azurestackhci/clusters|Azure Local|Azure Stack HCI
microsoft.batch/batchaccounts|Batch account|Batch
/batchaccounts/pools|Batch pool|Batch
microsoft.billingbenefits/savingsplanorders|Savings plan order|Azure Savings Plan for Compute
/savingsplanorders/savingsplans|Savings plan|Azure Savings Plan for Compute
microsoft.botservice/botservices|Bot Service|Azure AI Bot Service
microsoft.cache/redis|Redis cache|Azure Cache for Redis
/redisenterprise|Azure Managed Redis|Azure Cache for Redis
microsoft.capacity/reservationorders|Reservation order|Azure Reservations
/reservationorders/reservations|Reservation|Azure Reservations
microsoft.cdn/profiles|Front Door and CDN profile|Content Delivery Network
/cdnwebapplicationfirewallpolicies|Content Delivery Network WAF policy|Content Delivery Network
microsoft.certificateregistration/certificateorders|App Service certificate|Azure App Service
microsoft.chaos/experiments|Chaos Experiment|Azure Chaos Studio
microsoft.classiccompute/virtualmachines|Virtual machine (classic)|Virtual Machines
/domainnames|Cloud service (classic)|Virtual Machines
microsoft.classicnetwork/publicipaddresses|Public IP address (classic)|Virtual Network
/ipv4vip|Public IP address (classic)|Virtual Network
/publicip|Public IP address (classic)|Virtual Network
microsoft.classicstorage/storageaccounts|Storage account (classic)|Storage Accounts
microsoft.codesigning/codesigningaccounts|Trusted Signing Account|Trusted Signing
microsoft.cognitiveservices/accounts|Azure AI Services account|Azure AI Services
/commitmentplans|Azure AI Services commitment plan|Azure AI Services
microsoft.communication/communicationservices|Communication Service|Azure Communication Services
microsoft.compute/virtualmachines|Virtual machine|Virtual Machines
/disks|Disk|Virtual Machines
/snapshots|Snapshot|Virtual Machines
/images|Image|Virtual Machines
/galleries|Azure compute gallery|Virtual Machines
/galleries/images/versions|VM image version|Virtual Machines
/sharedvmimages|Shared VM image|Virtual Machines
/restorepointcollections|Restore Point Collection|Virtual Machines
/capacityreservationgroups|Capacity Reservation Group|Virtual Machines
/capacityreservationgroups/capacityreservations|Capacity reservation|Virtual Machines
/hostgroups|Host group|Azure Dedicated Host
/cloudservices|Cloud service (extended support)|Cloud Services
/virtualmachinescalesets|Virtual machine scale set|Virtual Machine Scale Sets
/virtualmachinescalesets/virtualmachines|Virtual machine scale set instance|Virtual Machine Scale Sets
/virtualmachinescalesets/virtualmachines/networkinterfaces/ipconfigurations/publicipaddresses|Public IP address|Virtual Machine Scale Sets
microsoft.confidentialledger/ledgers|Confidential Ledger|Azure Confidential Ledger
/managedccfs|Managed CCF App|Azure Confidential Ledger
microsoft.containerinstance/containergroups|Container instances|Azure Container Instances
microsoft.containerregistry/registries|Container registry|Azure Container Registry
microsoft.containerservice/managedclusters|Kubernetes service|Azure Kubernetes Service
microsoft.dashboard/grafana|Azure Managed Grafana|Azure Managed Grafana
microsoft.databox/jobs|Azure Data Box|Azure Data Box
microsoft.databoxedge/databoxedgedevices|Azure Stack Edge / Data Box Gateway|Azure Data Box
microsoft.databricks/workspaces|Azure Databricks Service|Azure Databricks
microsoft.datacatalog/catalogs|Data catalog|Data Catalog
microsoft.datafactory/factories|Data factory (V2)|Azure Data Factory
/datafactories|Data factory|Azure Data Factory
/factories/pipelines|Data Factory pipeline|Azure Data Factory
/factories/triggers|Data Factory trigger|Azure Data Factory
microsoft.datalakestore/accounts|Data Lake Storage Gen1|Azure Data Lake Store
microsoft.datamigration/sqlmigrationservices|Azure Database Migration Service|Azure Database Migration Service
microsoft.dataprotection/backupvaults|Backup vault|Azure Backup
microsoft.datashare/accounts|Data Share|Azure Data Share
microsoft.dbformariadb/servers|Azure Database for MariaDB server|Azure DB for MariaDB
microsoft.dbformysql/flexibleservers|Azure Database for MySQL flexible server|Azure DB for MySQL
/servers|MySQL server|Azure DB for MySQL
microsoft.dbforpostgresql/flexibleservers|Azure Database for PostgreSQL flexible server|Azure DB for PostgreSQL
/servers|PostgreSQL server|Azure DB for PostgreSQL
/servergroupsv2|Azure Cosmos DB for PostgreSQL Cluster|Azure DB for PostgreSQL
microsoft.desktopvirtualization/hostpools|Host pool|Azure Virtual Desktop
microsoft.devcenter/projects|Project|Microsoft Dev Box
microsoft.devices/iothubs|IoT hub|Azure IoT Hub
/provisioningservices|Azure IoT Hub Device Provisioning Service (DPS)|Azure IoT Hub
microsoft.deviceupdate/accounts|Device Update for IoT Hub|Azure IoT Hub
microsoft.devopsinfrastructure/pools|Managed DevOps Pool|Managed DevOps Pools
microsoft.digitaltwins/digitaltwinsinstances|Azure Digital Twins|Azure Digital Twins
microsoft.documentdb/databaseaccounts|Cosmos DB account|Cosmos DB
/cassandraclusters|Azure Managed Instance for Apache Cassandra|Cosmos DB
/mongoclusters|Azure Cosmos DB for MongoDB (vCore)|Cosmos DB
microsoft.domainregistration/domains|App Service Domain|Azure App Service
microsoft.durabletask/schedulers|Durable Task Scheduler|Functions
microsoft.easm/workspaces|Microsoft Defender EASM|Microsoft Defender for Cloud
microsoft.elasticsan/elasticsans|Elastic SAN|Azure Elastic SAN
microsoft.eventgrid/topics|Event Grid Topic|Event Grid
/domains|Event Grid Domain|Event Grid
/namespaces|Event Grid Namespace|Event Grid
/partnertopics|Event Grid Partner Topic|Event Grid
/systemtopics|Event Grid System Topic|Event Grid
/extensiontopics|Event Grid extension topic|Event Grid
microsoft.eventhub/namespaces|Event Hubs namespace|Event Hubs
/clusters|Event Hubs Cluster|Event Hubs
microsoft.fabric/capacities|Fabric Capacity|Microsoft Fabric
microsoft.hanaonazure/hanainstances|SAP HANA on Azure|SAP on Azure
microsoft.hardwaresecuritymodules/cloudhsmclusters|Azure Cloud HSM|Azure Dedicated HSM
/dedicatedhsms|Dedicated HSM|Azure Dedicated HSM
microsoft.hdinsight/clusters|HDInsight cluster|HDInsight
/clusterpools|Azure HDInsight on AKS cluster pool|HDInsight
microsoft.healthbot/healthbots|Healthcare agent service|Health Bot
microsoft.healthcareapis/services|Azure API for FHIR|Azure Health Data Services
/workspaces|Health Data Services workspace|Azure Health Data Services
microsoft.healthdataaiservices/deidservices|De-identification Service|Azure Health Data Services
microsoft.hybridcompute/machines|Machine - Azure Arc|Azure Arc
/licenses|Extended Security Updates license|Azure Arc
microsoft.importexport/jobs|Import/Export job|Azure Import/Export
microsoft.insights/components|Application Insights app|Azure Monitor
/actiongroups|Action group|Azure Monitor
/datacollectionrules|Data collection rule|Azure Monitor
/metricalerts|Metric alert rule|Azure Monitor
/scheduledqueryrules|Log search alert rule|Azure Monitor
/webtests|Availability test|Azure Monitor
/pricings|Azure Monitor pricing|Azure Monitor
microsoft.iotcentral/iotapps|IoT Central Application|Azure IoT Central
microsoft.iotoperations/instances|Azure IoT Operations|Azure IoT Operations
microsoft.iotsecurity/defendersettings|Defender for IoT setting|Microsoft Defender for IoT
microsoft.keyvault/vaults|Key vault|Key Vault
/managedhsms|Azure Key Vault Managed HSM|Key Vault
/hsmpools|Key Vault HSM pool|Key Vault
microsoft.kubernetes/connectedclusters|Kubernetes - Azure Arc|Azure Arc
microsoft.kusto/clusters|Azure Data Explorer Cluster|Azure Data Explorer
microsoft.labservices/labs|Lab|Azure Lab Services
/labaccounts|Lab account|Azure Lab Services
microsoft.loadtestservice/loadtests|Azure Load Testing|Azure Load Testing
microsoft.logic/workflows|Logic app|Logic Apps
/integrationaccounts|Logic app integration account|Logic Apps
/integrationserviceenvironments|Integration Service Environment|Logic Apps
microsoft.machinelearning/workspaces|Machine Learning Studio (classic) workspace|Azure Machine Learning
/commitmentplans|Machine Learning commitment plan|Azure Machine Learning
microsoft.machinelearningservices/workspaces|Azure Machine Learning workspace|Azure Machine Learning
/registries|Azure Machine Learning registry|Azure Machine Learning
microsoft.maintenance/maintenanceconfigurations|Maintenance Configuration|Virtual Machines
microsoft.maps/accounts|Azure Maps Account|Azure Maps
microsoft.media/mediaservices|Media service|Azure Media Services
/videoanalyzers|Video Analyzer|Azure Media Services
microsoft.migrate/movecollections|Move collection|Azure Migrate
microsoft.monitor/accounts|Azure Monitor workspace|Azure Monitor
microsoft.netapp/netappaccounts|NetApp account|Azure NetApp Files
/netappaccounts/capacitypools|Capacity pool|Azure NetApp Files
/netappaccounts/capacitypools/volumes|Volume|Azure NetApp Files
microsoft.network/applicationgateways|Application gateway|Application Gateway
/azurefirewalls|Firewall|Azure Firewall
/bastionhosts|Bastion|Azure Bastion
/connections|Connection|Virtual Network
/ddosprotectionplans|DDoS protection plan|Azure DDoS Protection
/dnszones|DNS zone|Azure DNS
/dnsresolvers|DNS private resolver|Azure DNS
/dnsresolvers/outboundendpoints|DNS outbound endpoint|Azure DNS
/dnsforwardingrulesets|DNS forwarding ruleset|Azure DNS
/expressroutecircuits|ExpressRoute circuit|Azure ExpressRoute
/expressroutegateways|ExpressRoute Gateway|Azure ExpressRoute
/expressrouteports|ExpressRoute Direct|Azure ExpressRoute
/firewallpolicies|Firewall Policy|Azure Firewall Manager
/frontdoors|Front Door|Azure Front Door
/frontdoorwebapplicationfirewallpolicies|Front Door WAF policy|Azure Front Door
/loadbalancers|Load balancer|Load Balancer
/natgateways|NAT gateway|Azure NAT Gateway
/networkinterfaces|Network interface|Virtual Network
/networkmanagers|Network manager|Azure Virtual Network Manager
/networksecuritygroups|Network security group|Virtual Network
/networkvirtualappliances|Network virtual appliance|Virtual Network
/networkwatchers|Network Watcher|Network Watcher
/networkwatchers/connectionmonitors|Connection monitor|Network Watcher
/networkwatchers/flowlogs|Flow log|Network Watcher
/p2svpngateways|VPN Gateway (Point to Site)|VPN Gateway
/privatednszones|Private DNS zone|Azure Private Link
/privateendpoints|Private endpoint|Azure Private Link
/privatelinkservices|Private link service|Azure Private Link
/publicipaddresses|Public IP address|Virtual Network
/publicipprefixes|Public IP Prefix|Virtual Network
/trafficmanagerprofiles|Traffic Manager profile|Traffic Manager
/virtualhubs|Virtual hub|Virtual WAN
/virtualnetworkgateways|Virtual network gateway|Virtual Network
/virtualnetworkgateways/connections|Gateway connection|Virtual Network
/virtualnetworks|Virtual network|Virtual Network
/virtualwans|Virtual WAN|Virtual WAN
/vpngateways|VPN Gateway (Site to Site)|VPN Gateway
microsoft.networkfunction/azuretrafficcollectors|ExpressRoute traffic collector|Azure ExpressRoute
microsoft.notificationhubs/namespaces|Notification Hub Namespace|Notification Hubs
microsoft.operationalinsights/workspaces|Log Analytics workspace|Azure Monitor
/clusters|Log Analytics dedicated cluster|Azure Monitor
microsoft.operationsmanagement/solutions|Solution|Azure Monitor
microsoft.peering/peerings|Peering|Azure Peering Service
microsoft.powerbidedicated/capacities|Power BI Embedded|Power BI Embedded
/autoscalevcores|Power BI autoscale vcore|Power BI Embedded
microsoft.powerplatform/accounts|Power Platform account|Power Platforms
microsoft.purview/accounts|Microsoft Purview account|Microsoft Purview
microsoft.quantum/workspaces|Quantum Workspace|Azure Quantum
microsoft.recoveryservices/vaults|Recovery Services vault|Azure Site Recovery
microsoft.relay/namespaces|Relay|Azure Relay
microsoft.saas/resources|SaaS|Azure Marketplace
/saasresources|SaaS (classic)|Azure Marketplace
microsoft.search/searchservices|Search service|Azure AI Search
/searchservices/sharedprivatelinkresources|Search shared private link|Azure AI Search
microsoft.security/pricings|Defender for Cloud|Microsoft Defender for Cloud
/securityconnectors|Defender security connector|Microsoft Defender for Cloud
microsoft.securitycopilot/capacities|Microsoft Security compute capacity|Microsoft Copilot for Security
microsoft.servicebus/namespaces|Service Bus namespace|Service Bus
microsoft.servicenetworking/trafficcontrollers|Application Gateway for Containers|Application Gateway for Containers
microsoft.signalrservice/signalr|SignalR|Azure SignalR Service
/webpubsub|Web PubSub Service|Azure SignalR Service
microsoft.solutions/applications|Managed application|Azure Managed Applications
microsoft.sql/servers|SQL server|Azure SQL Database
/servers/databases|SQL database|Azure SQL Database
/servers/elasticpools|SQL elastic pool|Azure SQL Database
/managedinstances|SQL managed instance|Azure SQL Database
/instancepools|Instance pool|Azure SQL Database
/locations|SQL location|Azure SQL Database
/longtermretentionservers|SQL long-term retention server|Azure SQL Database
/longtermretentionservers/longtermretentiondatabases|SQL long-term retention database|Azure SQL Database
/longtermretentionmanagedinstances|SQL long-term retention managed instance|Azure SQL Database
microsoft.storage/storageaccounts|Storage account|Storage Accounts
/storageaccounts/blobservices|Blob service|Storage Accounts
/storageaccounts/fileservices|File service|Storage Accounts
/storageaccounts/queueservices|Queue service|Storage Accounts
/storageaccounts/tableservices|Table service|Storage Accounts
microsoft.storagecache/caches|HPC cache|Azure HPC Cache
/amlfilesystems|Azure Managed Lustre|Azure HPC Cache
microsoft.storagesync/storagesyncservices|Storage Sync Service|Azure File Sync
microsoft.streamanalytics/streamingjobs|Stream Analytics job|Azure Stream Analytics
/clusters|Stream Analytics cluster|Azure Stream Analytics
microsoft.synapse/workspaces|Synapse workspace|Azure Synapse Analytics
/workspaces/bigdatapools|Apache Spark pool|Azure Synapse Analytics
/workspaces/kustopools|Data Explorer pool|Azure Synapse Analytics
/workspaces/sqlpools|Dedicated SQL pool|Azure Synapse Analytics
microsoft.timeseriesinsights/environments|Time Series Insights environment|Azure Time Series Insights
microsoft.videoindexer/accounts|Azure AI Video Indexer|Azure AI Video Indexer
microsoft.visualstudio/organizations|Azure DevOps organization|Azure DevOps
/account|Azure DevOps organization|Azure DevOps
microsoft.web/sites|App Service web app|Azure App Service
/sites/slots|App Service deployment slot|Azure App Service
/serverfarms|App Service plan|Azure App Service
/hostingenvironments|App Service Environment|Azure App Service
/connections|App Service API connection|Azure App Service
/containerapps|Container App|Azure App Service
/staticsites|Static Web App|Azure App Service
`;

/** The built-in resource types. */
export const azureResourceTypes: readonly AzureResourceType[] = readTypes();

function readTypes(): readonly AzureResourceType[] {
  let namespace = "";
  return readTable(table, 3).map(([written = "", displayName = "", service = ""]) => {
    if (!written.startsWith("/")) namespace = written.slice(0, written.indexOf("/"));
    return { type: written.startsWith("/") ? `${namespace}${written}` : written, displayName, service };
  });
}

/** A type of Azure resources. */
interface AzureResourceType {
  /** Lower-cased, with its namespace: "microsoft.compute/disks". */
  readonly type: string;
  readonly displayName: string;
  /** Name of a service of azureServices. */
  readonly service: string;
}
