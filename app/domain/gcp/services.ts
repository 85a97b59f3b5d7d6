import type { focusServiceTaxonomy } from "../focus/focus-service-taxonomy";

type Taxonomy = typeof focusServiceTaxonomy;
type Place = { readonly [Category in keyof Taxonomy]: readonly [Category, Taxonomy[Category][number]] }[keyof Taxonomy];

/**
 * Where FOCUS puts a service of Google, by `service.description`. The usage exports do not say it: Google's own FOCUS data takes it from the pricing export.
 * Null for services that are not listed here, which become `Other`.
 */
export function gcpServicePlace(service: string): Place | null {
  return places.get(service.trim().toLowerCase()) ?? null;
}

const services: readonly (readonly [Place, ...string[]])[] = [
  [["Compute", "Virtual Machines"], "Compute Engine", "VMware Engine", "Bare Metal Solution"],
  [["Compute", "Containers"], "Kubernetes Engine", "Artifact Registry", "Container Registry"],
  [["Compute", "Serverless Compute"], "Cloud Run", "Cloud Functions", "Cloud Run Functions"],
  [["Web", "Application Platforms"], "App Engine", "Firebase Hosting"],
  [["Storage", "Object Storage"], "Cloud Storage"],
  [["Storage", "File Storage"], "Cloud Filestore", "Filestore", "NetApp Volumes"],
  [["Storage", "Backup Storage"], "Backup and DR Service", "Backup for GKE"],
  [["Databases", "Relational Databases"], "Cloud SQL", "Cloud Spanner", "AlloyDB"],
  [["Databases", "NoSQL Databases"], "Cloud Bigtable", "Cloud Firestore", "Cloud Datastore", "Firebase Realtime Database"],
  [
    ["Databases", "Caching"],
    "Cloud Memorystore for Redis",
    "Cloud Memorystore for Memcached",
    "Memorystore for Redis",
    "Cloud Memorystore",
  ],
  [["Databases", "Data Warehouses"], "BigQuery", "BigQuery Storage API", "BigQuery Reservation API", "BigQuery BI Engine"],
  [["Analytics", "Data Processing"], "Cloud Dataproc", "Dataproc", "Cloud Data Fusion", "Dataform"],
  [["Analytics", "Streaming Analytics"], "Cloud Dataflow", "Dataflow"],
  [["Analytics", "Business Intelligence"], "Looker", "Looker Studio"],
  [["AI and Machine Learning", "AI Platforms"], "Vertex AI", "Cloud Machine Learning Engine", "AI Platform"],
  [["AI and Machine Learning", "Generative AI"], "Gemini API", "Generative Language API"],
  [
    ["AI and Machine Learning", "Natural Language Processing"],
    "Cloud Natural Language API",
    "Cloud Natural Language",
    "Translate",
    "Cloud Speech API",
  ],
  [["AI and Machine Learning", "Bots"], "Dialogflow API", "Cloud Dialogflow API"],
  [["Networking", "Network Infrastructure"], "Networking", "Virtual Private Cloud"],
  [["Networking", "Application Networking"], "Cloud DNS", "Cloud Load Balancing", "Traffic Director"],
  [["Networking", "Content Delivery"], "Cloud CDN", "Media CDN"],
  [["Networking", "Network Connectivity"], "Network Connectivity Center", "Cloud VPN", "Cloud Interconnect"],
  [["Networking", "Network Security"], "Cloud Armor", "Cloud IDS", "Network Intelligence Center"],
  [["Integration", "Messaging"], "Cloud Pub/Sub", "Pub/Sub Lite", "Cloud Tasks"],
  [["Integration", "Workflow Orchestration"], "Cloud Composer", "Workflows", "Cloud Scheduler"],
  [["Integration", "API Management"], "Apigee", "Apigee API Management", "API Gateway"],
  [
    ["Management and Governance", "Observability"],
    "Stackdriver Logging",
    "Stackdriver Monitoring",
    "Cloud Logging",
    "Cloud Monitoring",
    "Cloud Trace",
  ],
  [["Management and Governance", "Support"], "Support", "Customer Care"],
  [["Security", "Secret Management"], "Secret Manager", "Cloud Key Management Service (KMS)"],
  [["Security", "Security Posture Management"], "Security Command Center"],
  [["Identity", "Identity and Access Management"], "Identity Platform", "Cloud Identity", "Identity Aware Proxy"],
  [["Developer Tools", "Continuous Integration and Deployment"], "Cloud Build", "Cloud Deploy"],
  [["Developer Tools", "Development Environments"], "Cloud Workstations", "Cloud Shell"],
  [["Developer Tools", "Source Code Management"], "Cloud Source Repositories"],
  [
    ["Migration", "Data Migration"],
    "Storage Transfer Service",
    "Database Migration Service",
    "BigQuery Data Transfer Service",
    "Transfer Service",
  ],
  [["Business Applications", "Productivity and Collaboration"], "Google Workspace"],
];

const places: ReadonlyMap<string, Place> = new Map(
  services.flatMap(([place, ...names]) => names.map((name): readonly [string, Place] => [name.toLowerCase(), place])),
);
