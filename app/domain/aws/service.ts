import type { focusServiceTaxonomy } from "../focus/focus-service-taxonomy";
import type { LineItem } from "./line-item-columns";
import { productOf } from "./product";

/** What a line is of, in the words of FOCUS. Null: the report does not say it, or the value is unknown here. */
export interface LineItemService {
  readonly ServiceCategory: string | null;
  readonly ServiceName: string | null;
  readonly ServiceSubcategory: string | null;
}

/**
 * The service of a line: its name as AWS sells it, and its category by the product's code. A code that is not in the table, such as that of a product of
 * AWS Marketplace, leaves the category to the reading of FOCUS, which names the `Other` that it assumes.
 */
export function serviceOf(item: LineItem): LineItemService {
  const code = item("line_item_product_code");
  const name = productOf(item, "product_product_name") || code;
  const service = services.get(code);
  return {
    ServiceCategory: service?.category ?? null,
    ServiceName: name === "" ? null : name,
    ServiceSubcategory: service?.subcategory ?? null,
  };
}

type Taxonomy = typeof focusServiceTaxonomy;
type Subcategories = { readonly [Category in keyof Taxonomy]?: { readonly [Subcategory in Taxonomy[Category][number]]?: string } };

/** Product codes, with a blank between them. https://focus.finops.org/focus-specification/v1-4/#servicecategory */
const codes: Subcategories = {
  "AI and Machine Learning": {
    "AI Platforms": "AmazonSageMaker",
    "Generative AI": "AmazonBedrock AmazonBedrockService AmazonQ",
    Bots: "AmazonLex",
    "Machine Learning": "AmazonForecast AmazonPersonalize AmazonRekognition AmazonTextract",
    "Natural Language Processing": "comprehend transcribe translate AmazonPolly",
  },
  Analytics: {
    "Analytics Platforms": "AWSLakeFormation AmazonFinSpace AmazonDataZone",
    "Business Intelligence": "AmazonQuickSight",
    "Data Processing": "AmazonAthena AWSGlue ElasticMapReduce AWSDataPipeline",
    Search: "AmazonES AmazonOpenSearchService AmazonCloudSearch AmazonKendra",
    "Streaming Analytics": "AmazonKinesis AmazonKinesisAnalytics AmazonKinesisFirehose AmazonMSK",
  },
  "Business Applications": { "Productivity and Collaboration": "AmazonConnect AmazonWorkMail AmazonChime AmazonWorkDocs" },
  Compute: {
    Containers: "AmazonECS AmazonEKS AmazonECR AmazonECRPublic",
    "End User Computing": "AmazonWorkSpaces AmazonAppStream AmazonWorkSpacesWeb",
    "Other (Compute)": "AWSBatch AWSOutposts ComputeSavingsPlans",
    "Quantum Compute": "AmazonBraket",
    "Serverless Compute": "AWSLambda AWSAppRunner",
    "Virtual Machines": "AmazonEC2 AmazonLightsail",
  },
  Databases: {
    Caching: "AmazonElastiCache AmazonDAX AmazonMemoryDB",
    "Data Warehouses": "AmazonRedshift",
    "Ledger Databases": "AmazonQLDB",
    "NoSQL Databases": "AmazonDynamoDB AmazonDocDB AmazonMCS AmazonNeptune AmazonSimpleDB",
    "Relational Databases": "AmazonRDS AmazonAurora AuroraDSQL",
    "Time Series Databases": "AmazonTimestream",
  },
  "Developer Tools": {
    "Continuous Integration and Deployment": "CodeBuild AWSCodePipeline AWSCodeDeploy AWSCodeArtifact",
    "Development Environments": "AWSCloud9 CodeCatalyst",
    "Quality Assurance": "AWSDeviceFarm AWSXRay",
    "Source Code Management": "AWSCodeCommit",
  },
  Identity: { "Identity and Access Management": "AmazonCognito AWSDirectoryService AWSIdentityStore" },
  Integration: {
    "API Management": "AmazonApiGateway AWSAppSync",
    Messaging: "AmazonSNS AWSQueueService AmazonMQ AmazonSES AmazonPinpoint AWSEvents",
    "Workflow Orchestration": "AmazonStates AmazonSWF AmazonMWAA",
  },
  "Internet of Things": { "IoT Analytics": "AWSIoTAnalytics", "IoT Platforms": "AWSIoT AWSGreengrass AWSIoTSiteWise" },
  "Management and Governance": {
    Compliance: "AWSConfig AWSAuditManager",
    "Cost Management": "AWSCostExplorer AWSBudgets",
    "Data Governance": "AmazonMacie",
    Observability: "AmazonCloudWatch AWSCloudTrail AmazonPrometheus AmazonGrafana",
    "Other (Management and Governance)": "AWSSystemsManager AWSServiceCatalog AWSCloudFormation AWSResilienceHub",
    Support: "AWSSupportBusiness AWSSupportEnterprise AWSDeveloperSupport AWSSupportEnterpriseOnRamp OCBPremiumSupport AWSPremiumSupport",
  },
  Media: {
    "Content Creation": "AmazonETS AWSElementalMediaConvert AmazonNimbleStudio",
    Gaming: "AmazonGameLift",
    "Media Streaming": "AWSElementalMediaLive AWSElementalMediaPackage AWSElementalMediaStore AmazonIVS AmazonKinesisVideo",
  },
  Migration: { "Data Migration": "AWSDatabaseMigrationSvc AWSDataSync AWSTransfer IngestionServiceSnowball AWSDataTransferTerminal" },
  Networking: {
    "Application Networking": "AWSELB AWSCloudMap AmazonVPCLattice",
    "Content Delivery": "AmazonCloudFront AWSGlobalAccelerator",
    "Network Connectivity": "AWSDirectConnect AWSDataTransfer",
    "Network Infrastructure": "AmazonVPC",
    "Network Routing": "AmazonRoute53",
    "Network Security": "AWSNetworkFirewall awswaf AWSShield AWSFMS",
  },
  Security: {
    "Secret Management": "AWSSecretsManager awskms CloudHSM AWSCertificateManager",
    "Security Posture Management": "AWSSecurityHub AmazonInspector AmazonInspectorV2",
    "Threat Detection and Response": "AmazonGuardDuty AmazonDetective AmazonSecurityLake",
  },
  Storage: {
    "Backup Storage": "AWSBackup AmazonGlacier",
    "File Storage": "AmazonEFS AmazonFSx",
    "Object Storage": "AmazonS3 AmazonS3GlacierDeepArchive",
    "Storage Platforms": "AWSStorageGateway",
  },
  Web: { "Application Platforms": "AWSAmplify" },
};

const services: ReadonlyMap<string, { readonly category: string; readonly subcategory: string }> = new Map(
  Object.entries(codes).flatMap(([category, subcategories]) =>
    Object.entries(subcategories).flatMap(([subcategory, list]) =>
      list
        .split(" ")
        .map((code): readonly [string, { readonly category: string; readonly subcategory: string }] => [code, { category, subcategory }]),
    ),
  ),
);
