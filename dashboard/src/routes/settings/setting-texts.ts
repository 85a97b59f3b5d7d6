import type { Dictionary } from "../../i18n/server-text";

/** Sections of settings and their meanings in Chinese; the schemas of settings have them in English. */
export const settingTexts: Dictionary = new Map([
  ["Reading enrollments", "读取注册"],
  ["Files in object storage", "对象存储中的文件"],
  ["Tax and owners", "税与归属"],
  ["Traces", "链路追踪"],
  ["Access", "访问"],
  ["Operations", "运维"],
  ["Secrets of connections", "连接的机密"],
  ["Moose", "Moose"],

  ["Enrollment number, or several separated by commas", "注册编号；多个以逗号分隔"],
  [
    "API access key of the enrollment. `AZURE_EA_API_KEY_<enrollment>` is the key of one of several. Required for each enrollment",
    "注册的 API 访问密钥。多个注册时，`AZURE_EA_API_KEY_<注册编号>` 是其中一个的密钥。每个注册都必须有",
  ],
  [
    "`https://ea.azure.cn` (Azure China), `https://consumption.azure.com` (global Azure), or the address of a simulator",
    "`https://ea.azure.cn`（Azure 中国）、`https://consumption.azure.com`（全球 Azure），或模拟器的地址",
  ],
  [
    "ISO 4217 code of the bill, which its rows do not have. Azure China: always CNY. Required for global Azure",
    "账单币种的 ISO 4217 代码，账单各行没有该信息。Azure 中国始终为 CNY；全球 Azure 必填",
  ],
  [
    "Form of the EA API. Not set: `china` for Azure China and localhost, else `consumption-v3`",
    "EA API 的形式。未设置时：Azure 中国和 localhost 为 `china`，否则为 `consumption-v3`",
  ],
  [
    "FOCUS BillingAccountName of the enrollments; `AZURE_EA_BILLING_ACCOUNT_NAME_<enrollment>` is the name of one of several",
    "注册的 FOCUS BillingAccountName；多个注册时，`AZURE_EA_BILLING_ACCOUNT_NAME_<注册编号>` 是其中一个的名称",
  ],
  ["Past months that Azure may still change; they are read every night too", "Azure 仍可能更改的过去月份数；每晚也会读取"],
  ["Published snapshots to keep of each month; with 1, a month cannot be rolled back", "每个月保留的已发布快照数；为 1 时无法回退"],
  ["Requests per minute to the EA API", "每分钟对 EA API 的请求数"],
  ["What happens to a delivery of usage rows that breaks a FOCUS rule", "用量行的交付违反 FOCUS 规则时如何处理"],
  ["Schedule for reading the open months: five cron fields, UTC", "读取未结月份的计划：五个 cron 字段，UTC"],
  [
    "Hosts that sources may ask beside those of the clouds, also by http and at private addresses: object storage and endpoints of your own, and APIs of `http-template` that are not public. `minio.corp:9000,10.1.2.3`",
    "除各云的主机外，数据源还可以访问的主机（也可用 http 和内网地址）：自有的对象存储和服务器，以及 `http-template` 的非公开 API。`minio.corp:9000,10.1.2.3`",
  ],
  [
    "Folders of this machine that sources may read, with all below them, beside `data` of the project. `/srv/exports,/mnt/bills`",
    "除项目的 `data` 外，数据源可以读取的本机文件夹及其下全部内容。`/srv/exports,/mnt/bills`",
  ],
  [
    "Packages of npm, installed in the project, with sources beside the built-in ones. `@acme/billing-sources`",
    "安装在项目中、提供内置之外数据源的 npm 包。`@acme/billing-sources`",
  ],
  [
    "Seals secrets that are entered with a connection: 32 bytes in base64 (`openssl rand -base64 32`). Several, separated by commas: the first seals, all open",
    "密封随连接填写的机密：32 字节的 base64（`openssl rand -base64 32`）。多个以逗号分隔：第一个用于密封，全部可用于打开",
  ],
  [
    "Tax rate of `extended_cost_tax`, a decimal such as `0.06`. Not set: 0.06 for CNY, else 0",
    "`extended_cost_tax` 的税率，小数，如 `0.06`。未设置时：CNY 为 0.06，否则为 0",
  ],
  [
    "Which ownership rule wins. `level-first`: instance id, then resource group, then subscription; `id-first`: the smallest rule id over all levels",
    "哪条归属规则优先。`level-first`：先实例 ID，再资源组，再订阅；`id-first`：所有层级中编号最小的规则",
  ],
  [
    "Where traces of deliveries go: a collector that takes OTLP over HTTP as JSON, such as `http://localhost:4318`. Not set: there are no traces",
    "交付的链路追踪发往何处：以 JSON 接收 OTLP/HTTP 的收集器，如 `http://localhost:4318`。未设置时没有追踪",
  ],
  ["Headers for the collector: `name=value`, separated by commas", "发给收集器的请求头：`name=value`，以逗号分隔"],
  ["The name of the service in traces", "链路追踪中的服务名称"],
  [
    "Hash of the key that may post charges, from `npm run moose -- generate hash-token`. Required by `npm start`",
    "可提交费用的密钥的哈希，由 `npm run moose -- generate hash-token` 生成。`npm start` 必需",
  ],
  [
    "Hash of the key that may query, unless tokens are accepted, from `npm run moose -- generate hash-token`. Required by `npm start`",
    "可查询的密钥的哈希（接受令牌时除外），由 `npm run moose -- generate hash-token` 生成。`npm start` 必需",
  ],
  [
    "Hash of the key that may start workflows and read `/metrics`, from `npm run moose -- generate hash-token`. Required by `npm start`",
    "可启动工作流并读取 `/metrics` 的密钥的哈希，由 `npm run moose -- generate hash-token` 生成。`npm start` 必需",
  ],
  ["Role of the consumption key", "查询密钥的角色"],
  [
    "Origins whose pages may read answers, separated by commas. Not set: the same origin only",
    "其页面可以读取答案的来源，以逗号分隔。未设置时仅限同源",
  ],
  [
    "Requests per minute of one caller, of all instances together where MOOSE_REDIS_CONFIG__URL is set",
    "一个调用者每分钟的请求数；设置 MOOSE_REDIS_CONFIG__URL 时，所有实例合计",
  ],
  ["Requests that one caller may send at once", "一个调用者可以同时发出的请求数"],
  [
    "ClickHouse user that queries run as (`ops/clickhouse/reader.sql`), where the engine has users. Not set: Moose's own user, read-only",
    "查询所用的 ClickHouse 用户（`ops/clickhouse/reader.sql`），引擎支持用户时使用。未设置时为 Moose 自己的用户，只读",
  ],
  ["Password of that user", "该用户的密码"],
  ["Key or token that `npm run mcp` asks with", "`npm run mcp` 提问所用的密钥或令牌"],
  [
    "Addresses of the components' own pages, which `GET /operations/components` shows to operators: `clickhouse=https://ch.corp/play,temporal=https://temporal.corp:8080`",
    "各组件自己页面的地址，由 `GET /operations/components` 向操作员显示：`clickhouse=https://ch.corp/play,temporal=https://temporal.corp:8080`",
  ],

  ["The address that Moose listens on", "Moose 监听的地址"],
  ["The port of ingest and APIs", "提交和 API 的端口"],
  ["The port of Moose's own management", "Moose 自身管理的端口"],
  ["Brokers of Kafka or Redpanda", "Kafka 或 Redpanda 的代理"],
  ["The address of Redis", "Redis 的地址"],
  ["The host of Temporal", "Temporal 的主机"],
  ["The port of Temporal", "Temporal 的端口"],
  ["The namespace in Temporal", "Temporal 中的命名空间"],
  ["Whether posted records go through Kafka", "提交的记录是否经过 Kafka"],
  ["Whether workflows run", "是否运行工作流"],
  ["Of one of several enrollments", "属于多个注册中的一个"],

  ["Reports and alerts", "报告与提醒"],
  [
    "Mail server that reports are sent by: `smtps://mail.corp:465`, or `smtp://mail.corp:587`, which must offer STARTTLS. `smtp://relay:25?tls=off` sends without TLS, for a relay on this machine or network, and without a login",
    "发送报告的邮件服务器：`smtps://mail.corp:465`，或必须支持 STARTTLS 的 `smtp://mail.corp:587`。`smtp://relay:25?tls=off` 不使用 TLS 和登录，用于本机或本网络的中继",
  ],
  ["Address that reports come from. Required with AZURE_BILLING_SMTP_URL", "报告的发件人地址。设置 AZURE_BILLING_SMTP_URL 时必填"],
  [
    "User of the mail server; its password is in `ABI_SECRET_SMTP_PASSWORD`, or in the file that `ABI_SECRET_SMTP_PASSWORD_FILE` names",
    "邮件服务器的用户；其密码在 `ABI_SECRET_SMTP_PASSWORD` 中，或在 `ABI_SECRET_SMTP_PASSWORD_FILE` 所指的文件中",
  ],
  [
    "Who may be sent reports by e-mail: addresses, and domains with an @ before them. `@corp.cn,auditor@kpmg.com`. Not set: nobody",
    "可通过邮件接收报告的人：地址，或前面带 @ 的域名，如 `@corp.cn,auditor@kpmg.com`。未设置时：无人",
  ],
  [
    "Hosts that reports may be sent to beside object storage of Azure and AWS and the webhooks of Slack, Teams, Feishu and DingTalk, also by http and at private addresses. `minio.corp:9000,hooks.corp`",
    "除 Azure 和 AWS 的对象存储以及 Slack、Teams、飞书和钉钉的 webhook 之外，报告可发往的主机，也可用 http 和内网地址，如 `minio.corp:9000,hooks.corp`",
  ],
  [
    "Folders of this machine that reports may be stored in, with all below them, beside `data/reports` of the project. `/srv/reports`",
    "除项目的 `data/reports` 之外，本机可存放报告的文件夹（含子文件夹），如 `/srv/reports`",
  ],
  [
    "Chromium or Chrome that prints reports as PDF. Not set: `/usr/bin/chromium` or `/usr/bin/google-chrome`, where one is",
    "将报告打印为 PDF 的 Chromium 或 Chrome。未设置时：`/usr/bin/chromium` 或 `/usr/bin/google-chrome`（若存在）",
  ],

  [
    "Name of the ClickHouse cluster whose replicas hold the tables ([replicas](operate.md#clickhouse-with-replicas)); for `npm start` and a new database only. Not set: one server",
    "其副本存放各表的 ClickHouse 集群的名称（见 operate.md），仅用于 `npm start` 和新数据库。未设置时：单台服务器",
  ],
  [
    "Partitions of the topic of posted records on their way to ClickHouse, each of which one worker of one instance stores ([several instances](operate.md#several-instances)). It can be raised later, not lowered",
    "提交的记录写入 ClickHouse 途中所用主题的分区数，每个分区由一个实例的一个工作进程存储（见 operate.md）。以后可以调高，不能调低",
  ],
  ["How long rows of events are kept", "事件行的保留时间"],
  [
    "Days that rows of `ApiAccessLog` are kept; 0: for ever, as for the other five",
    "`ApiAccessLog` 各行保留的天数；0 表示永久，其余五项亦同",
  ],
  ["Days that rows of `DeliveryEvent` are kept", "`DeliveryEvent` 各行保留的天数"],
  ["Days that rows of `SourceRun` are kept, the history of connections", "`SourceRun`（连接的历史）各行保留的天数"],
  ["Days that rows of `WorkflowExecution` are kept", "`WorkflowExecution` 各行保留的天数"],
  [
    "Days that dead letters are kept after they failed, replayed or not: what is dropped cannot be replayed",
    "死信在失败后保留的天数，无论是否已重放：删除后无法重放",
  ],
  ["Days that rows of `AuditEvent` are kept", "`AuditEvent` 各行保留的天数"],
  ["The value of a secret that connections name", "连接所用机密的值"],
]);
