import { readTable } from "./read-table";

/**
 * The services that Azure bills contain most, with the one category and sub-category of FOCUS 1.4's taxonomy that each belongs to. The last
 * column has the texts of `consumedService`, and of `meterCategory` for rows without one, that alone are enough to know the service.
 */
const table = `
API Center|Integration|API Management|microsoft.apicenter
API Management|Integration|API Management|microsoft.apimanagement, api management
App Configuration|Web|Other (Web)|microsoft.appconfiguration, app configuration
Application Gateway|Networking|Application Networking|application gateway
Application Gateway for Containers|Networking|Application Networking|microsoft.servicenetworking
Azure AI Bot Service|AI and Machine Learning|Bots|microsoft.botservice, azure bot service
Azure AI Search|Analytics|Search|microsoft.search, azure cognitive search, azure ai search
Azure AI Services|AI and Machine Learning|AI Platforms|microsoft.cognitiveservices, cognitive services
Azure AI Video Indexer|AI and Machine Learning|AI Platforms|microsoft.videoindexer
Azure Analysis Services|Analytics|Data Processing|microsoft.analysisservices, azure analysis services
Azure App Service|Web|Application Platforms|microsoft.web, azure app service
Azure Arc|Multicloud|Multicloud Integration|microsoft.hybridcompute, microsoft.azurearcdata, microsoft.kubernetes, azure arc enabled databases
Azure Automation|Integration|Workflow Orchestration|microsoft.automation, automation
Azure Backup|Storage|Backup Storage|microsoft.dataprotection, backup
Azure Bastion|Networking|Network Security|azure bastion
Azure Cache for Redis|Databases|Caching|microsoft.cache, redis cache
Azure Chaos Studio|Management and Governance|Disaster Recovery|microsoft.chaos
Azure Communication Services|Integration|Messaging|microsoft.communication
Azure Compute Fleet|Compute|Virtual Machines|microsoft.azurefleet
Azure Confidential Ledger|Databases|Ledger Databases|microsoft.confidentialledger
Azure Container Apps|Compute|Containers|microsoft.app, azure container apps
Azure Container Instances|Compute|Containers|microsoft.containerinstance, container instances
Azure Container Registry|Compute|Containers|microsoft.containerregistry, container registry
Azure Data Box|Migration|Data Migration|microsoft.databox, microsoft.databoxedge
Azure Data Explorer|Analytics|Analytics Platforms|microsoft.kusto, azure data explorer
Azure Data Factory|Integration|Workflow Orchestration|microsoft.datafactory, azure data factory, azure data factory v2
Azure Data Lake Store|Storage|Object Storage|microsoft.datalakestore
Azure Data Share|Migration|Data Migration|microsoft.datashare
Azure Database Migration Service|Migration|Data Migration|microsoft.datamigration
Azure Databricks|Analytics|Data Processing|microsoft.databricks, azure databricks
Azure DB for MariaDB|Databases|Relational Databases|microsoft.dbformariadb, azure database for mariadb
Azure DB for MySQL|Databases|Relational Databases|microsoft.dbformysql, azure database for mysql
Azure DB for PostgreSQL|Databases|Relational Databases|microsoft.dbforpostgresql, azure database for postgresql
Azure DDoS Protection|Networking|Network Security|azure ddos protection
Azure Dedicated Host|Compute|Virtual Machines|
Azure Dedicated HSM|Security|Secret Management|microsoft.hardwaresecuritymodules
Azure DevOps|Developer Tools|Developer Platforms|microsoft.visualstudio, azure devops
Azure Digital Twins|Internet of Things|IoT Analytics|microsoft.digitaltwins
Azure DNS|Networking|Network Routing|azure dns
Azure Elastic SAN|Storage|Block Storage|microsoft.elasticsan
Azure ExpressRoute|Networking|Network Routing|microsoft.networkfunction, expressroute
Azure File Sync|Storage|File Storage|microsoft.storagesync
Azure Firewall|Networking|Network Security|azure firewall
Azure Firewall Manager|Networking|Network Security|azure firewall manager
Azure Front Door|Networking|Content Delivery|azure front door service
Azure Health Data Services|Analytics|Analytics Platforms|microsoft.healthcareapis, microsoft.healthdataaiservices
Azure HPC Cache|Storage|Storage Platforms|microsoft.storagecache
Azure Import/Export|Migration|Data Migration|microsoft.importexport
Azure IoT Central|Internet of Things|IoT Platforms|microsoft.iotcentral
Azure IoT Hub|Internet of Things|IoT Platforms|microsoft.devices, microsoft.deviceupdate, iot hub
Azure IoT Operations|Internet of Things|IoT Platforms|microsoft.iotoperations
Azure Kubernetes Service|Compute|Containers|microsoft.containerservice, azure kubernetes service
Azure Lab Services|Compute|End User Computing|microsoft.labservices
Azure Load Testing|Developer Tools|Quality Assurance|microsoft.loadtestservice
Azure Machine Learning|AI and Machine Learning|Machine Learning|microsoft.machinelearning, microsoft.machinelearningservices, azure machine learning
Azure Managed Applications|Other|Other (Other)|microsoft.solutions
Azure Managed Grafana|Analytics|Business Intelligence|microsoft.dashboard
Azure Maps|Web|Other (Web)|microsoft.maps
Azure Marketplace|Other|Other (Other)|microsoft.saas, marketplace, saas
Azure Media Services|Media|Media Streaming|microsoft.media, media services
Azure Migrate|Migration|Resource Migration|microsoft.migrate
Azure Monitor|Management and Governance|Observability|microsoft.insights, microsoft.operationalinsights, microsoft.monitor, log analytics, azure monitor, application insights
Azure NAT Gateway|Networking|Network Connectivity|nat gateway
Azure NetApp Files|Storage|File Storage|microsoft.netapp, azure netapp files
Azure Peering Service|Networking|Network Connectivity|microsoft.peering
Azure PlayFab|Media|Gaming|playfabbillingservice
Azure Private Link|Networking|Network Connectivity|
Azure Quantum|Compute|Quantum Compute|microsoft.quantum
Azure Relay|Integration|Messaging|microsoft.relay
Azure Reservations|Management and Governance|Cost Management|microsoft.capacity
Azure Savings Plan for Compute|Compute|Other (Compute)|microsoft.billingbenefits
Azure SignalR Service|Web|Other (Web)|microsoft.signalrservice, signalr
Azure Site Recovery|Management and Governance|Disaster Recovery|azure site recovery
Azure Spring Apps|Web|Application Platforms|microsoft.appplatform, azure spring cloud
Azure SQL Database|Databases|Relational Databases|microsoft.sql, sql database, sql managed instance, advanced data security
Azure Stack HCI|Multicloud|Multicloud Integration|microsoft.azurestackhci
Azure Stream Analytics|Analytics|Streaming Analytics|microsoft.streamanalytics, stream analytics
Azure Support|Management and Governance|Support|azure support, support
Azure Synapse Analytics|Analytics|Analytics Platforms|microsoft.synapse, azure synapse analytics, sql data warehouse
Azure Time Series Insights|Internet of Things|IoT Analytics|microsoft.timeseriesinsights
Azure Virtual Desktop|Compute|End User Computing|microsoft.desktopvirtualization, windows virtual desktop
Azure Virtual Network Manager|Networking|Network Infrastructure|
Azure VMware Solution|Compute|Virtual Machines|microsoft.avs, azure vmware solution
Batch|Compute|Serverless Compute|microsoft.batch
Cloud Services|Compute|Serverless Compute|cloud services
Content Delivery Network|Networking|Content Delivery|microsoft.cdn, content delivery network
Cosmos DB|Databases|NoSQL Databases|microsoft.documentdb, azure cosmos db
Data Catalog|Analytics|Data Processing|microsoft.datacatalog
Event Grid|Integration|Messaging|microsoft.eventgrid, event grid
Event Hubs|Integration|Messaging|microsoft.eventhub, event hubs
Functions|Compute|Serverless Compute|microsoft.durabletask, functions
GitHub Enterprise Cloud|Developer Tools|Developer Platforms|github, github.enterprise
HDInsight|Analytics|Data Processing|microsoft.hdinsight, hdinsight
Health Bot|AI and Machine Learning|Bots|microsoft.healthbot
Key Vault|Security|Secret Management|microsoft.keyvault, key vault
Load Balancer|Networking|Application Networking|load balancer
Logic Apps|Integration|Workflow Orchestration|microsoft.logic, logic apps
Managed DevOps Pools|Developer Tools|Continuous Integration and Deployment|microsoft.devopsinfrastructure
Microsoft Copilot for Security|Security|Security Posture Management|microsoft.securitycopilot
Microsoft Defender for Cloud|Security|Security Posture Management|microsoft.security, microsoft.easm, security center, advanced threat protection, microsoft defender for cloud
Microsoft Defender for IoT|Internet of Things|IoT Platforms|microsoft.iotsecurity
Microsoft Dev Box|Developer Tools|Continuous Integration and Deployment|microsoft.devcenter
Microsoft Entra Domain Services|Identity|Identity and Access Management|microsoft.aad, azure active directory domain services
Microsoft Entra External Identities|Identity|Identity and Access Management|microsoft.azureactivedirectory
Microsoft Entra ID|Identity|Identity and Access Management|mfa, multi-factor authentication
Microsoft Fabric|Analytics|Analytics Platforms|microsoft.fabric
Microsoft Purview|Management and Governance|Data Governance|microsoft.purview
Microsoft Sentinel|Security|Threat Detection and Response|microsoft.securityinsights, sentinel
Network Watcher|Networking|Network Infrastructure|network watcher
Notification Hubs|Integration|Messaging|microsoft.notificationhubs, notification hubs
Playwright Testing|Developer Tools|Quality Assurance|microsoft.azureplaywrightservice
Power BI Embedded|Analytics|Business Intelligence|microsoft.powerbidedicated, power bi embedded
Power Platforms|Business Applications|Productivity and Collaboration|microsoft.powerplatform
SAP on Azure|Compute|Virtual Machines|microsoft.hanaonazure
Service Bus|Integration|Messaging|microsoft.servicebus, service bus
Storage Accounts|Storage|Storage Platforms|microsoft.storage, microsoft.classicstorage, storage
Traffic Manager|Networking|Application Networking|traffic manager
Trusted Signing|Developer Tools|Continuous Integration and Deployment|microsoft.codesigning
Virtual Machine Scale Sets|Compute|Virtual Machines|
Virtual Machines|Compute|Virtual Machines|microsoft.compute, microsoft.classiccompute, virtual machines, virtual machines licenses
Virtual Network|Networking|Network Infrastructure|microsoft.network, microsoft.classicnetwork, virtual network, bandwidth
Virtual WAN|Networking|Network Connectivity|virtual wan
VPN Gateway|Networking|Network Connectivity|vpn gateway
`;

/** The built-in services. */
export const azureServices: readonly AzureService[] = readTable(table, 4).map(
  ([name = "", category = "", subcategory = "", alone = ""]) => ({
    name,
    category,
    subcategory,
    consumedServices: alone === "" ? [] : alone.split(", "),
  }),
);

/** A service as FOCUS names and classes it. */
interface AzureService {
  readonly name: string;
  readonly category: string;
  readonly subcategory: string;
  /** Lower-cased texts that alone are enough to know the service. */
  readonly consumedServices: readonly string[];
}
